import { RBAC_ADMINISTRATOR, READER } from '../../rbac/roles.ts';
import { tokenIds } from '../../rbac/token-ids.ts';
import type { CallOptions, Instance } from '../../tenant.ts';
import type { Check } from '../check.ts';
import { delegationCommand } from '../delegation-command.ts';
import type { Deployment } from '../deployment.ts';
import { excessInWords, fixOfExcess } from '../excess-in-words.ts';
import type { Finding } from '../finding.ts';
import { doesMoreThanRead, judgeOwnRoles, mayGiveDataRoles } from '../own-right.ts';
import { bySubscription, type OwnRoles, oneOfEachGroup, readOwnRolesIn } from '../read-own-roles.ts';
import { notChecked, whyNotChecked } from '../run-checks.ts';

const mostGroups = 20;

/**
 * What the bot may write in Azure: with APPROVAL_MODE=bot-identity the two data roles and nothing else, in the other modes
 * nothing at all.
 */
export const rightToAssign: Check = {
  id: 'right-to-assign',
  title: 'What the bot may do in Azure',
  async run(deployment, options) {
    const found = await deployment.tenant.findInstances({}, options);
    if (found.length === 0) return [notChecked('The bot sees no instance, so there is nowhere to look.')];
    const { objectId } = await deployment.signIn('arm', options);
    const findings = await Promise.all(
      [...bySubscription(found)].map(([subscriptionId, instances]) =>
        rightIn({ subscriptionId, instances, objectId }, deployment, options).catch((error: unknown) => [
          { ...whyNotChecked(error), what: `Subscription ${subscriptionId}: the bot's own roles were not read.` },
        ]),
      ),
    );
    return findings.flat();
  },
};

interface Place {
  subscriptionId: string;
  instances: readonly Instance[];
  /** The bot's. */
  objectId: string;
}

async function rightIn(place: Place, deployment: Deployment, options: CallOptions): Promise<Finding[]> {
  const { approvals } = deployment.settings;
  const roles = await readOwnRolesIn(deployment.tenant, place.objectId, place.subscriptionId, options);
  const excessive = excessOf(place, roles, deployment);
  // The one fault says it all; what is missing is told once the excess is gone.
  if (excessive.some(({ outcome }) => outcome === 'fault')) return excessive;
  const own = approvals === 'bot-identity' ? await enoughIn(place, roles, deployment, options) : [];
  const findings = [...own, ...excessive, ...surplusIn(place, roles, deployment)];
  if (findings.length > 0) return findings;
  const nothing = `Subscription ${place.subscriptionId}: the bot may change nothing, as APPROVAL_MODE=${approvals} needs.`;
  return [{ outcome: 'ok', what: nothing }];
}

function excessOf({ subscriptionId, objectId }: Place, roles: OwnRoles, { settings }: Deployment): Finding[] {
  const { excess, unread } = judgeOwnRoles(roles.assignments, roles.definitions);
  const bot = { appId: settings.appId, objectId, subscription: `/subscriptions/${subscriptionId}` };
  const writes = settings.approvals === 'bot-identity';
  const found = excess.map((each): Finding => {
    if (writes) {
      const why = 'Whoever takes over the bot could give himself any right there. The bot refuses to run as that.';
      return { outcome: 'fault', what: excessInWords(each), why, fix: fixOfExcess(each, bot, { replace: true }) };
    }
    const why = `With APPROVAL_MODE=${settings.approvals} the bot never uses it: a standing right that is not needed.`;
    return { outcome: 'warning', what: excessInWords(each), why, fix: fixOfExcess(each, bot, { replace: false }) };
  });
  const blind = unread.map(
    ({ roleId, scope }): Finding => ({
      outcome: 'unknown',
      what: `What the bot's role ${roleId} at ${scope} allows is not known.`,
      why: 'Its definition was not found.',
    }),
  );
  return [...found, ...blind];
}

/** One finding for each group where the bot cannot do its work, or one that says that it can everywhere. */
async function enoughIn(
  { subscriptionId, instances, objectId }: Place,
  roles: OwnRoles,
  { tenant, settings }: Deployment,
  options: CallOptions,
): Promise<Finding[]> {
  const looked = oneOfEachGroup(instances).slice(0, mostGroups);
  const answers = await Promise.all(
    looked.map(async (instance) => {
      const denies = await tenant.denyAssignmentsAt(instance.id, options);
      const groups = denies.length === 0 ? [] : await tenant.groupsOf({ type: 'ServicePrincipal', objectId }, options);
      const principalIds = tokenIds(objectId, roles.assignments, groups);
      return { instance, access: mayGiveDataRoles({ ...roles, denies }, principalIds, instance.id) };
    }),
  );
  const lacking = answers.filter(({ access }) => access !== 'allow').map(({ instance }) => instance.resourceGroup);
  if (lacking.length === 0) {
    const what = `Subscription ${subscriptionId}: the bot may give and take the two data roles, and no other.`;
    return [{ outcome: 'ok', what }];
  }
  return [
    {
      outcome: 'fault',
      what: `Subscription ${subscriptionId}: the bot may not give and take both data roles in ${lacking.join(', ')}.`,
      why: 'What an Owner approves there fails, or is not taken away at its end.',
      fix: {
        how: `An Owner of the subscription: give the bot ${RBAC_ADMINISTRATOR.name} with this condition.`,
        commands: [delegationCommand(settings.appId, `/subscriptions/${subscriptionId}`)],
      },
    },
  ];
}

/** Roles that write other things than role assignments. */
function surplusIn({ subscriptionId, objectId }: Place, roles: OwnRoles, { settings }: Deployment): Finding[] {
  const { excess } = judgeOwnRoles(roles.assignments, roles.definitions);
  const told = new Set(excess.map(({ assignment }) => assignment.id));
  const bot = { appId: settings.appId, objectId, subscription: `/subscriptions/${subscriptionId}` };
  return roles.assignments.flatMap((assignment): Finding[] => {
    const role = roles.definitions.get(assignment.roleId);
    const usesIt = settings.approvals === 'bot-identity' && assignment.roleId === RBAC_ADMINISTRATOR.id;
    if (role === undefined || usesIt || told.has(assignment.id) || !doesMoreThanRead(role)) return [];
    const fix = fixOfExcess({ assignment, roleName: role.name, lets: [] }, bot, { replace: false });
    return [
      {
        outcome: 'warning',
        what: `The bot holds ${role.name} at ${assignment.scope}.`,
        why: `It does more than ${READER.name}, and the bot uses none of it.`,
        fix,
      },
    ];
  });
}
