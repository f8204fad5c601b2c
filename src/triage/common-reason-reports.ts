import type { Case } from './case.ts';
import { fixOfCause, roleForAll } from './common-reason-fix.ts';
import type { IncidentFacts } from './examine-facts.ts';
import type { Common, Incident } from './incident.ts';
import { type Fix, isMost, type Reason } from './reason.ts';

const LONGEST_CODE = 60;

/** What their reports and diagnoses share. */
export function reportReasons(incident: Incident, cases: readonly Case[], facts: IncidentFacts): Reason[] {
  const outcomes = cases.flatMap(({ outcome }) => outcome ?? []);
  const { cause } = incident;
  const fix = roleForAll(incident, cases, facts) ?? fixOfCause(incident, facts);
  const alike = cause === undefined ? [] : outcomes.filter(({ causes }) => causes[0] === cause);
  const app = theSame(outcomes.map(({ appId }) => appId));
  const code = theSame(cases.map(({ report }) => report.errorCode));
  const name = facts.app?.known ? facts.app.value?.displayName : undefined;
  return [
    // One who has another trouble takes the reason, and what mends it, from nobody.
    ...(isMost(alike.length, outcomes) && facts.finding
      ? [reason('same-cause', `${sayThis(alike.length, outcomes.length)}: ${facts.finding.title}.`, fix)]
      : []),
    ...(app === undefined
      ? []
      : [reason('same-app', name === undefined ? 'All use the same app.' : `All use the app “${name}”.`)]),
    // What every refusal is called tells nothing.
    ...(code === undefined || code === 'AuthorizationFailed'
      ? []
      : [reason('same-error', `All get the error ${code.slice(0, LONGEST_CODE)}.`)]),
  ];
}

function sayThis(count: number, all: number): string {
  return count === all ? 'Every diagnosis says' : `${count} of ${all} diagnoses say`;
}

function reason(kind: Common['kind'], text: string, fix?: Fix): Reason {
  return { common: { kind, text }, ...(fix && { fix }) };
}

/** What at least two say, and nobody says otherwise or nothing. */
function theSame(values: readonly (string | undefined)[]): string | undefined {
  const [first, ...others] = values;
  return others.length > 0 && others.every((each) => each === first) ? first : undefined;
}
