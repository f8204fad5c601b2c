import type { Case } from './case.ts';
import { fixOfCause, roleForAll } from './common-reason-fix.ts';
import type { IncidentFacts } from './examine-facts.ts';
import type { Common, Incident } from './incident.ts';
import type { Fix, Reason } from './reason.ts';

const LONGEST_CODE = 60;

/** What their reports and diagnoses share. */
export function reportReasons(incident: Incident, cases: readonly Case[], facts: IncidentFacts): Reason[] {
  const outcomes = cases.flatMap(({ outcome }) => outcome ?? []);
  const { cause } = incident;
  const fix = roleForAll(incident, cases, facts) ?? fixOfCause(incident, facts);
  const sameCause = cause !== undefined && outcomes.length > 1 && outcomes.every(({ causes }) => causes[0] === cause);
  const app = theSame(outcomes.map(({ appId }) => appId));
  const code = theSame(cases.map(({ report }) => report.errorCode));
  const name = facts.app?.known ? facts.app.value?.displayName : undefined;
  return [
    ...(sameCause && facts.finding ? [reason('same-cause', `Every diagnosis says: ${facts.finding.title}.`, fix)] : []),
    ...(app === undefined
      ? []
      : [reason('same-app', name === undefined ? 'All use the same app.' : `All use the app “${name}”.`)]),
    // What every refusal is called tells nothing.
    ...(code === undefined || code === 'AuthorizationFailed'
      ? []
      : [reason('same-error', `All get the error ${code.slice(0, LONGEST_CODE)}.`)]),
  ];
}

function reason(kind: Common['kind'], text: string, fix?: Fix): Reason {
  return { common: { kind, text }, ...(fix && { fix }) };
}

/** What at least two say, and nobody says otherwise or nothing. */
function theSame(values: readonly (string | undefined)[]): string | undefined {
  const [first, ...others] = values;
  return others.length > 0 && others.every((each) => each === first) ? first : undefined;
}
