import assert from 'node:assert/strict';
import { ticketSystem } from '../../../src/doctor/checks/ticket-system.ts';
import type { Reached } from '../../../src/doctor/deployment.ts';
import { deployment } from '../deployment.ts';

const ticketWebhook = { url: 'https://bot:p4ss@tickets.contoso.com:8443/hook?token=s3cret', secret: 'whsec_k3y' };

async function look(answer: Reached) {
  const [finding] = await ticketSystem.run(deployment({ settings: { ticketWebhook }, reach: async () => answer }), {});
  assert.doesNotMatch(JSON.stringify(finding), /p4ss|s3cret|k3y|hook\b/);
  return finding;
}

describe('the ticket system', () => {
  it('is not looked at where there is none', async () => {
    const [finding] = await ticketSystem.run(deployment(), {});
    assert.equal(finding?.outcome, 'ok');
  });

  it('can be reached, without a word of what is secret in its address', async () => {
    const finding = await look({ reached: 'yes' });
    assert.equal(finding?.outcome, 'ok');
    assert.match(finding.what, /^tickets\.contoso\.com:8443 can be reached/);
  });

  it('cannot be reached, which is a warning, with what mends it', async () => {
    const finding = await look({ reached: 'no', said: 'SELF_SIGNED_CERT_IN_CHAIN' });
    assert.equal(finding?.outcome, 'warning');
    assert.match(finding.what, /SELF_SIGNED_CERT_IN_CHAIN/);
    assert.ok(finding.why && finding.fix?.how);
  });

  it('is not known to be there where nobody knows its name just now', async () => {
    assert.equal((await look({ reached: 'unknown', said: 'EAI_AGAIN' }))?.outcome, 'unknown');
  });
});
