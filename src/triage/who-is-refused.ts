/** Who is refused, as far as a report and what was looked at tell: for telling one person's trouble from another's. */
import type { Principal } from '../diagnosis/diagnosis.ts';
import type { SymptomReport } from '../symptoms/report.ts';

/** What somebody is known by, in lower case, each kind of name apart. */
export interface Refused {
  is: 'self' | 'user' | 'app' | 'group' | 'unknown';
  ids: string[];
  addresses: string[];
  names: string[];
}

/** Absent where the report names nobody. `looked`: what was found out of whoever it names. */
export function namesIn(
  { principal }: Pick<SymptomReport, 'principal'>,
  reporter: { objectId: string },
  looked: Partial<Pick<Principal, 'objectId' | 'appId' | 'userPrincipalName' | 'displayName'>> = {},
): Refused | undefined {
  if (principal === undefined) return undefined;
  const { kind, id } = principal;
  const said = kind === 'me' ? reporter.objectId : id;
  if (said === undefined) return undefined;
  const is = kind === 'me' ? 'self' : kind === 'managed-identity' ? 'app' : kind;
  const { objectId, appId, userPrincipalName } = looked;
  // The app that a person calls with is not what is refused, nor does his name tell him from another.
  const isPerson = is === 'self' || is === 'user';
  const known = isPerson ? [objectId, userPrincipalName] : [objectId, appId, looked.displayName];
  const all = [said, ...known].filter((one) => one !== undefined).map((one) => one.toLowerCase());
  return {
    is,
    ids: all.filter((one) => GUID.test(one)),
    addresses: all.filter((one) => one.includes('@')),
    names: all.filter((one) => !GUID.test(one) && !one.includes('@')),
  };
}

/**
 * Whether both are named and not the same; two kinds of name are not compared with each other. Whoever is refused himself may
 * find out that it is his app.
 */
export function isSomebodyElse(one: Refused | undefined, other: Refused | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const kinds = ['ids', 'addresses', 'names'] as const;
  if (kinds.some((kind) => one[kind].some((name) => other[kind].includes(name)))) return false;
  const sorts = [one, other].map(({ is }) => is);
  const areAlike = new Set(sorts.map((is) => (is === 'self' ? 'user' : is))).size === 1;
  if (!areAlike) return !sorts.includes('unknown') && !sorts.includes('self');
  return kinds.some((kind) => one[kind].length > 0 && other[kind].length > 0);
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
