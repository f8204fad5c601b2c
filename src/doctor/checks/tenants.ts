import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';

/** Whose people may use the bot. It reads the Azure of its own tenant only. */
export const tenants: Check = {
  id: 'tenants',
  title: 'Tenants',
  async run({ settings: { tenantId, allowedTenants } }) {
    const foreign = allowedTenants.filter((id) => id !== tenantId);
    const findings: Finding[] = [];
    if (allowedTenants.includes(tenantId)) {
      findings.push({ outcome: 'ok', what: `People of the bot's own tenant ${tenantId} may use it.` });
    } else {
      findings.push({
        outcome: 'fault',
        what: `ALLOWED_TENANTS leaves out the bot's own tenant ${tenantId}.`,
        why: 'The people whose Azure the bot can read are refused.',
        fix: { how: `Add ${tenantId} to ALLOWED_TENANTS, or leave that setting out.` },
      });
    }
    if (foreign.length > 0) {
      findings.push({
        outcome: 'warning',
        what: `People of other tenants may use the bot: ${foreign.join(', ')}.`,
        why: "The bot reads its own tenant's Azure alone, so it finds neither their instances nor their accounts there.",
        fix: {
          how: 'Take them out of ALLOWED_TENANTS unless their people are guests here, and run a bot of their own for their Azure.',
        },
      });
    }
    return findings;
  },
};
