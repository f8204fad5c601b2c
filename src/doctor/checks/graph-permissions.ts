import { type CallOptions, TenantError } from '../../tenant.ts';
import type { Check } from '../check.ts';
import type { Deployment } from '../deployment.ts';
import type { Finding } from '../finding.ts';
import { lastHour } from '../last-hour.ts';
import { whyNotChecked } from '../run-checks.ts';

/** Nobody's object id: who may look gets 'not there'. */
const nobody = '00000000-0000-4000-8000-000000000403';

interface Needed {
  permission: string;
  without: string;
  /** A call that this permission allows. */
  attempt(deployment: Deployment, options: CallOptions): Promise<unknown>;
}

const needed: readonly Needed[] = [
  {
    permission: 'User.Read.All',
    without: "Could not be checked: another person's access, by name or e-mail address.",
    attempt: ({ tenant }, options) => tenant.user(nobody, options),
  },
  {
    permission: 'GroupMember.Read.All',
    without:
      'Could not be checked: who can approve through a group, who owns the team of an approvals channel, and whom a deny assignment means.',
    attempt: ({ tenant }, options) => tenant.groupMembers(nobody, options),
  },
  {
    permission: 'Application.Read.All',
    without: 'Could not be checked: app registrations, their permissions and owners, and service principals.',
    attempt: ({ tenant, settings }, options) => tenant.application(settings.appId, options),
  },
  {
    permission: 'Directory.Read.All',
    without:
      'Could not be checked: consent to Azure Digital Twins. The names of those who hold a role are missing, too.',
    attempt: ({ tenant, settings }, options) => tenant.permissionGrants({ appId: settings.appId }, options),
  },
  {
    permission: 'AuditLog.Read.All',
    without: 'Could not be checked: whether the people of an incident were taken out of a group.',
    attempt: ({ tenant, now }, options) => tenant.membersRemoved(lastHour(now()), options),
  },
];

/**
 * Which permissions of Graph the bot holds: those its token names, and those whose call goes through all the same, because
 * another permission covers it.
 */
export const graphPermissions: Check = {
  id: 'graph-permissions',
  title: 'What the bot may read in the directory',
  async run(deployment, options) {
    const { roles } = await deployment.signIn('graph', options);
    const findings = await Promise.all(needed.map((each) => look(each, roles, deployment, options)));
    return [...findings, ...surplus(roles)];
  },
};

async function look(
  { permission, without, attempt }: Needed,
  roles: readonly string[],
  deployment: Deployment,
  options: CallOptions,
): Promise<Finding> {
  if (roles.includes(permission)) return { outcome: 'ok', what: `The bot holds ${permission}.` };
  try {
    await attempt(deployment, options);
    return { outcome: 'ok', what: `The bot may do what ${permission} is for.` };
  } catch (error) {
    if (!(error instanceof TenantError) || error.code !== 'forbidden') {
      return { ...whyNotChecked(error), what: `Whether the bot holds ${permission} is not known.` };
    }
    const { how, commands } = deployment.fixes.graphPermission(permission);
    const later = 'It counts with the next token: within the hour, for a managed identity within a day.';
    return {
      outcome: 'warning',
      what: `The bot lacks ${permission}.`,
      why: without,
      fix: { how: `${how} ${later}`, ...(commands && { commands }) },
    };
  }
}

/** Only reads are needed; a right to write in the directory would be one to misuse. */
function surplus(roles: readonly string[]): Finding[] {
  const writes = roles.filter((role) => !/\.Read(Basic)?(\.|$)/.test(role));
  if (writes.length === 0) return [];
  return [
    {
      outcome: 'warning',
      what: `The bot also holds ${writes.join(', ')}.`,
      why: 'It uses none of these, and whoever takes over the bot could.',
      fix: { how: 'Remove them in the portal: Enterprise applications → the bot → Permissions.' },
    },
  ];
}
