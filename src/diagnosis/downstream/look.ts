import { evaluateAccess } from '../../rbac/evaluate.ts';
import type { Access, Plane, RoleAssignment, RoleDefinition } from '../../rbac/model.ts';
import { isAtOrAbove, sameScope, subscriptionOf } from '../../rbac/scopes.ts';
import type { Instance } from '../../tenant.ts';
import { readerForBot } from '../bot-permissions.ts';
import type { Fact, Remedy, Source, Verdict } from '../diagnosis.ts';
import { durationInWords } from '../duration-in-words.ts';
import type { Facts } from '../facts.ts';
import { list } from '../wording.ts';
import type { Caller } from './callers.ts';
import { giveRole } from './give-role.ts';
import { type DownstreamFacts, isCalled } from './read-downstream.ts';
import type { Target } from './targets.ts';
import { timeToSettle } from './time-to-settle.ts';

/** What has to be allowed at another resource. */
export interface Need {
  /** 'Microsoft.EventHub/namespaces/messages/send/action' … */
  action: string;
  plane: Plane;
  /** Completes 'plant-a’s identity may not … event hub alerts': 'send to'. */
  doing: string;
  /** The built-in role that gives it and least else. */
  role: string;
}

/** One thing that was looked at. A finding is made of several. */
export interface Look {
  verdict: Verdict;
  /** A sentence. */
  says: string;
  /** Of the finding, where this decides it. */
  title?: string;
  source?: Source;
  remedy?: Remedy;
}

/** Where a look is taken: what Azure said, and of which instance. */
export interface Scene {
  facts: Pick<Facts, 'instance' | 'definitions' | 'now' | 'botAppId'>;
  downstream: DownstreamFacts;
  instance: Instance;
}

/**
 * Whether the caller may do this there, by the roles it holds. Deny assignments and network rules of other resources are
 * not read, so 'ruled-out' is said of roles alone.
 */
export function lookAt(need: Need, caller: Caller, target: Target, scene: Scene): Look {
  const { definitions } = scene.facts;
  if (!definitions.known) return notKnown(definitions);
  const place = locate(target, caller, scene);
  if ('verdict' in place) return place;
  if (place.id === undefined) return notSeen(need, caller, target, scene);
  const scope = `${place.id}${target.part}`;
  const held = heldIn(caller, subscriptionOf(place.id), scene.downstream);
  if (!held.known) return notKnown(held);

  const { source } = held;
  const mayNot = `${caller.inWords} may not ${need.doing} ${target.inWords}.`;
  const remedy = giveRole(need.role, caller, { ...target, id: place.id }, scene.instance);
  const access = accessAt(need, scope, held.value, definitions.value);
  if (access.access === 'deny') {
    const below = held.value.filter((each) => isAtOrAbove(scope, each.scope));
    const inPart = below.filter((each) => accessAt(need, each.scope, [each], definitions.value).access !== 'deny');
    if (inPart.length === 0) return { verdict: 'confirmed', says: mayNot, source, remedy };
    const parts = list([...new Set(inPart.map((each) => each.scope.split('/').at(-1) ?? each.scope))]);
    const says = `${caller.inWords} may ${need.doing} only a part of ${target.inWords}: ${parts}.`;
    return { verdict: 'possible', says, source, remedy };
  }
  if (access.access === 'unknown') return undecided(access.reasons, need, caller, target, source);
  const left = timeToSettle(access.by, caller.type, scene.facts.now);
  if (left > 0) {
    const wait = durationInWords(left);
    const says = `${caller.inWords} may ${need.doing} ${target.inWords} since so short a time that Azure may take ${wait} more to apply it.`;
    return { verdict: 'possible', says, source, remedy: { steps: [`Try again in ${wait}.`] } };
  }
  return { verdict: 'ruled-out', says: `${caller.inWords} may ${need.doing} ${target.inWords}.`, source };
}

/** Places in the subscription of the instance where the caller may, or might, do this. */
export function grantsAtHome(
  need: Need,
  caller: Caller,
  { facts: { definitions }, downstream, instance }: Scene,
): Fact<RoleAssignment[]> {
  if (!definitions.known) return definitions;
  const held = heldIn(caller, subscriptionOf(instance.id), downstream);
  if (!held.known) return held;
  const granting = held.value.filter((each) => accessAt(need, each.scope, [each], definitions.value).access !== 'deny');
  return { ...held, value: granting };
}

/** A fact that is missing. */
export function notKnown({ reason, remedy, source }: { reason: string; remedy?: Remedy; source?: Source }): Look {
  const asked = source !== undefined && source.call !== 'not asked';
  return { verdict: 'unknown', says: reason, ...(asked && { source }), ...(remedy && { remedy }) };
}

/** The id of the resource: given, found, or read from a role that the caller holds there. */
function locate(target: Target, caller: Caller, { downstream, instance }: Scene): { id?: string } | Look {
  if (target.id !== undefined) return { id: target.id };
  const { resources, roles } = downstream;
  const found = resources.known ? resources.value.find((each) => isCalled(each, target)) : undefined;
  if (found !== undefined) return { id: found.id };
  const at = `/providers/${target.type}/${target.name}`.toLowerCase();
  for (const { objectId, held } of roles) {
    if (!isSame(objectId, caller.objectId) || !held.known) continue;
    const scope = held.value.map((each) => each.scope).find((each) => `${each.toLowerCase()}/`.includes(`${at}/`));
    if (scope !== undefined) return { id: scope.slice(0, scope.toLowerCase().indexOf(at) + at.length) };
  }
  return resources.known
    ? {}
    : notKnown(
        resources.source.call === 'not asked'
          ? { reason: `${instance.name} does not say where ${target.inWords} is.` }
          : resources,
      );
}

/** The bot sees no such resource: somewhere else the caller may have the role. */
function notSeen(need: Need, caller: Caller, target: Target, scene: Scene): Look {
  const hidden = `I see no ${kindOf(target)} called ${target.name}`;
  const grants = grantsAtHome(need, caller, scene);
  if (!grants.known) return notKnown(grants);
  if (grants.value.length === 0) {
    const says = `${caller.inWords} may ${need.doing} nothing of that kind in the subscription of ${scene.instance.name}. ${hidden}, so it may be in another one.`;
    const { inWords } = target;
    const steps = [`Give ${nameIn(caller)} the role ${need.role} on ${inWords}, if it lacks it there.`];
    const remedy = { who: `An Owner of ${target.name}`, steps };
    return { verdict: 'possible', says, source: grants.source, remedy };
  }
  const { botAppId } = scene.facts;
  return {
    verdict: 'unknown',
    says: `${hidden}, so I cannot tell whether ${nameIn(caller)} may ${need.doing} it.`,
    ...(botAppId !== undefined && { remedy: readerForBot(botAppId, undefined) }),
  };
}

function undecided(
  reasons: Extract<Access, { access: 'unknown' }>['reasons'],
  need: Need,
  caller: Caller,
  target: Target,
  source: Source,
): Look {
  const what = `${need.doing} ${target.inWords}`;
  if (reasons.some(({ kind }) => kind === 'condition')) {
    const says = `${caller.inWords} may ${what} under a condition, which only Azure can judge.`;
    return { verdict: 'possible', says, source };
  }
  const says = `Azure lists no definition of a role that ${nameIn(caller)} holds there, so whether it may ${what} is not known.`;
  return { verdict: 'unknown', says, source };
}

function accessAt(
  { action, plane }: Need,
  scope: string,
  assignments: readonly RoleAssignment[],
  definitions: ReadonlyMap<string, RoleDefinition>,
): Access {
  // Azure listed only what reaches the caller, through groups too.
  const principalIds = new Set(assignments.map(({ principalId }) => principalId.toLowerCase()));
  return evaluateAccess({ action, plane, scope, principalIds }, { assignments, definitions, denies: [] });
}

function heldIn(caller: Caller, subscription: string, { roles, resources }: DownstreamFacts): Fact<RoleAssignment[]> {
  const found = roles.find(
    (each) => isSame(each.objectId, caller.objectId) && sameScope(each.subscription, subscription),
  );
  const source = { ...resources.source, call: 'not asked' };
  return found?.held ?? { known: false, reason: 'The roles there were not read.', source };
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Within a sentence. */
export function nameIn({ inWords }: Caller): string {
  if (inWords === 'You') return 'you';
  return inWords.startsWith('Identity ') ? inWords.replace('Identity', 'identity') : inWords;
}

function kindOf({ type }: Target): string {
  if (type.startsWith('microsoft.storage')) return 'storage account';
  return type.startsWith('microsoft.servicebus') ? 'Service Bus namespace' : 'Event Hubs namespace';
}
