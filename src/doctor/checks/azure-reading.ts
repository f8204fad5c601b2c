import { evaluateAccess } from '../../rbac/evaluate.ts';
import { tokenIds } from '../../rbac/token-ids.ts';
import { type CallOptions, type Instance, TenantError } from '../../tenant.ts';
import type { Check } from '../check.ts';
import type { Deployment } from '../deployment.ts';
import type { Finding } from '../finding.ts';
import { lastHour } from '../last-hour.ts';
import { bySubscription, oneOfEachGroup, readOwnRolesIn } from '../read-own-roles.ts';
import { notChecked, whyNotChecked } from '../run-checks.ts';

/** Groups looked at in each subscription: rights differ little beyond, and each costs three calls. */
const mostGroups = 20;

/** What the bot reads of an instance's neighbours, to find out which of them refused it. */
const neighbours = [
  'Microsoft.EventHub/namespaces/read',
  'Microsoft.ServiceBus/namespaces/read',
  'Microsoft.Kusto/clusters/read',
  'Microsoft.Storage/storageAccounts/read',
];

/** Whether the bot can read everything that its answers rest on, in each subscription with instances. */
export const azureReading: Check = {
  id: 'azure-reading',
  title: 'What the bot may read in Azure',
  async run(deployment, options) {
    const found = await deployment.tenant.findInstances({}, options);
    if (found.length === 0) return [notChecked('The bot sees no instance, so there is nowhere to look.')];
    const { objectId } = await deployment.signIn('arm', options);
    const findings = [...bySubscription(found)].map(([subscriptionId, instances]) =>
      readingIn(subscriptionId, instances, objectId, deployment, options),
    );
    return (await Promise.all(findings)).flat();
  },
};

interface Reading {
  what: string;
  /** How much hangs on it. */
  outcome: 'fault' | 'warning';
  without: string;
  tries: (() => Promise<unknown>)[];
}

async function readingIn(
  subscriptionId: string,
  instances: readonly Instance[],
  botObjectId: string,
  { tenant, fixes, now }: Deployment,
  options: CallOptions,
): Promise<Finding[]> {
  const scopes = oneOfEachGroup(instances)
    .slice(0, mostGroups)
    .map(({ id }) => id);
  const subscription = `/subscriptions/${subscriptionId}`;
  const readings: Reading[] = [
    {
      what: 'role assignments',
      outcome: 'fault',
      without: 'No finding about roles can be made, and nobody who could approve is found.',
      tries: scopes.map((scope) => () => tenant.roleAssignmentsAt(scope, options)),
    },
    {
      what: 'role definitions',
      outcome: 'fault',
      without: 'What a role allows stays unknown, and so every finding about roles.',
      tries: [() => tenant.roleDefinitions(subscription, options)],
    },
    {
      what: 'deny assignments',
      outcome: 'fault',
      without: 'A deny assignment beats every role, so without them no right is certain.',
      tries: scopes.map((scope) => () => tenant.denyAssignmentsAt(scope, options)),
    },
    {
      what: 'eligible roles',
      outcome: 'warning',
      without: 'That somebody only has to activate a role is not found.',
      tries: scopes.map((scope) => () => tenant.eligibleRolesOf(botObjectId, scope, options)),
    },
    {
      what: 'the activity log',
      outcome: 'warning',
      without: 'What was changed before several people were refused at once is not found.',
      // It is the subscription's, wherever the instance is in it.
      tries: scopes.slice(0, 1).map((scope) => () => tenant.changesAt(scope, lastHour(now()), options)),
    },
  ];
  const refused = await Promise.all(
    readings.map(async ({ what, outcome, without, tries }): Promise<Finding | undefined> => {
      const error = await firstError(tries);
      if (error === undefined) return undefined;
      if (!(error instanceof TenantError) || error.code !== 'forbidden') {
        return { ...whyNotChecked(error), what: `Subscription ${subscriptionId}: ${what} were not read.` };
      }
      const said = `Subscription ${subscriptionId}: the bot may not read ${what}.`;
      return { outcome, what: said, why: `${error.message} ${without}`, fix: fixes.reader(subscriptionId) };
    }),
  );
  const findings = refused.filter((finding) => finding !== undefined);
  if (findings.length > 0) return findings;
  const blind = await unseenNeighbours(subscriptionId, botObjectId, tenant, options);
  if (blind.length === 0) {
    const read = readings.map(({ what }) => what).join(', ');
    return [{ outcome: 'ok', what: `Subscription ${subscriptionId}: ${read} and the resources around are readable.` }];
  }
  return [
    {
      outcome: 'warning',
      what: `Subscription ${subscriptionId}: the bot may not read ${blind.join(', ')} everywhere.`,
      why: 'Which event hub, cluster or storage account refused an instance or a person could not be checked.',
      fix: fixes.reader(subscriptionId),
    },
  ];
}

async function firstError(tries: readonly (() => Promise<unknown>)[]): Promise<unknown> {
  const settled = await Promise.allSettled(tries.map((each) => each()));
  return settled.find((each) => each.status === 'rejected')?.reason;
}

async function unseenNeighbours(
  subscriptionId: string,
  botObjectId: string,
  tenant: Deployment['tenant'],
  options: CallOptions,
): Promise<string[]> {
  const roles = await readOwnRolesIn(tenant, botObjectId, subscriptionId, options);
  const principalIds = tokenIds(botObjectId, roles.assignments, []);
  const scope = `/subscriptions/${subscriptionId}`;
  return neighbours.filter((action) => {
    const question = { action, plane: 'control', scope, principalIds } as const;
    return evaluateAccess(question, { ...roles, denies: [] }).access === 'deny';
  });
}
