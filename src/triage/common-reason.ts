/** What the people of an incident have in common, from what was found out about them. Pure. */
import type { Fact } from '../diagnosis/diagnosis.ts';
import { isAtOrAbove } from '../rbac/scopes.ts';
import type { Case } from './case.ts';
import { groupReasons } from './common-reason-groups.ts';
import { networkReasons } from './common-reason-network.ts';
import { reportReasons } from './common-reason-reports.ts';
import { denyReasons, roleReasons } from './common-reason-roles.ts';
import type { IncidentFacts, InstanceFacts } from './examine-facts.ts';
import type { Examined, Incident } from './incident.ts';
import { isNetwork, LOG_LAG_MS, type Reason } from './reason.ts';

type Unseen = Examined['unseen'][number];

/** The likeliest reason first; `fix` is of the first that can be mended for all of them at once. */
export function commonReason(incident: Incident, cases: readonly Case[], facts: IncidentFacts): Examined {
  const network = networkReasons(incident, facts);
  const taken = [...denyReasons(incident, facts), ...roleReasons(incident, facts), ...groupReasons(incident, facts)];
  const reports = reportReasons(incident, cases, facts);
  const reasons = isNetwork(incident) ? [...network, ...taken, ...reports] : [...taken, ...network, ...reports];
  const fix = reasons.find((reason) => reason.fix !== undefined)?.fix;
  return {
    at: facts.now.toISOString(),
    common: reasons.map(({ common }) => common),
    unseen: unseenIn(incident, facts, reasons),
    ...(fix && { fix }),
  };
}

function unseenIn(incident: Incident, { at, app, now }: IncidentFacts, reasons: readonly Reason[]): Unseen[] {
  const parts = [...(at === undefined ? [] : unseenAt(at)), ...unknown('The app', app)];
  // Without a time nothing of this tells what has happened.
  const explained = reasons.some(({ common }) => common.at !== undefined);
  if (at !== undefined && !explained) parts.push(...notYet(incident, now), ...elsewhere(incident, at));
  return mergedByReason(parts);
}

function unseenAt(at: InstanceFacts): Unseen[] {
  return [
    ...unknown(`The instance ${at.name}`, at.instance),
    ...unknown('What was changed in the subscription', at.changes),
    ...unknown('Who holds roles there', at.assignments),
    ...unknown('What the roles allow', at.definitions),
    ...unknown('Who was taken out of groups', at.removed),
    ...at.people.flatMap(({ groups }) => unknown('Groups of the people affected', groups)),
    ...[...at.above.values()].flatMap((groups) => unknown('Groups in groups', groups)),
    ...unknown('Names of groups', at.names),
    ...inPart('Some changes in the subscription', at.changes),
    ...inPart('Some who were taken out of groups', at.removed),
    ...nameless(at),
  ];
}

function unknown(what: string, fact: Fact<unknown> | undefined): Unseen[] {
  if (fact === undefined || fact.known) return [];
  return [{ what, why: fact.reason, ...(fact.remedy && { remedy: fact.remedy }) }];
}

function inPart(what: string, fact: Fact<{ complete: boolean }>): Unseen[] {
  if (!fact.known || fact.value.complete) return [];
  return [{ what, why: 'The log holds more than I read at once, or something I could not read.' }];
}

function nameless({ id, changes }: InstanceFacts): Unseen[] {
  const entries = changes.known ? changes.value.entries : [];
  const removals = entries.filter((one) => one.kind === 'role-removed' && !one.held && isAtOrAbove(one.scope, id));
  if (removals.length === 0) return [];
  return [{ what: 'Whose role was removed', why: 'The activity log tells of a removal, and not whose role it was.' }];
}

function notYet({ since }: Incident, now: Date): Unseen[] {
  if (now.getTime() - Date.parse(since) >= LOG_LAG_MS) return [];
  const why = 'Azure writes a change into its logs up to 20 minutes later. I look again.';
  return [{ what: 'The last minutes', why }];
}

/** Only where roles can be the reason. */
function elsewhere({ cause }: Incident, { changes }: InstanceFacts): Unseen[] {
  if (!changes.known || (cause !== undefined && !cause.startsWith('rbac.'))) return [];
  return [
    {
      what: 'Roles removed at a management group',
      why: 'The activity log of the subscription does not tell of them.',
      remedy: {
        who: 'Whoever may read the management group',
        steps: ['Look into its activity log: Management groups → the group → Activity log.'],
      },
    },
  ];
}

/** One refusal can hide several things; it is told once. */
function mergedByReason(parts: readonly Unseen[]): Unseen[] {
  return [...Map.groupBy(parts, ({ why }) => why).values()].flatMap((alike) => {
    const topics = [...new Set(alike.map(({ what }) => what))];
    return alike.slice(0, 1).map((first) => ({ ...first, what: topics.join('; ') }));
  });
}
