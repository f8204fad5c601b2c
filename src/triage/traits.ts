import type { FindingId } from '../diagnosis/diagnosis.ts';
import type { SymptomReport } from '../symptoms/report.ts';
import type { Case } from './case.ts';

/** Something that cases can have in common. `key` is what is compared, `label` what people read. */
export interface Trait {
  kind: 'instance' | 'app' | 'error' | 'cause';
  key: string;
  label: string;
  /** What an instance answers with; absent where that is 403. */
  status?: number;
}

/** So many people within so long make an incident. */
export const PEOPLE_OF_AN_INCIDENT = 3;
export const INCIDENT_WINDOW_MS = 30 * 60_000;

/**
 * Causes that lie in something shared, and so mean one trouble wherever they turn up. Three strangers without a role on
 * three instances have nothing in common but the question.
 */
const SHARED_CAUSES = new Set<FindingId>([
  'network.public-access-disabled',
  'network.private-endpoint',
  'instance.not-ready',
  'rbac.denied',
  'app.permission-missing',
  'app.consent-missing',
  'app.service-principal-missing',
  'identity.wrong-tenant',
  'downstream.event-route',
  'downstream.data-history',
  'downstream.3d-scenes',
  'downstream.jobs',
]);

const INSTANCE = 'instance:';

/** The resource id behind a trait, in lower case; undefined where it is no instance. */
export function instanceIdOf({ kind, key }: Pick<Trait, 'kind' | 'key'>): string | undefined {
  return kind === 'instance' ? key.slice(INSTANCE.length).split('#', 1)[0] : undefined;
}

/** Too Many Requests (RFC 6585) and failures of the service: nothing that lies with one call. */
function isOfInstance(status: number | undefined): status is number {
  return status !== undefined && (status === 429 || status >= 500);
}

/**
 * The trait of reports of this kind about one instance. Whoever is refused shares it with all who are; other trouble is
 * another one for each status, and undefined where it need not be the instance's at all: a 404 is about one twin.
 */
export function instanceTrait(
  { kind, status }: Pick<SymptomReport, 'kind' | 'status'>,
  { id, name: label }: { id: string; name: string },
): Trait | undefined {
  const key = `${INSTANCE}${id.toLowerCase()}`;
  if (kind === 'adt-403') return { kind: 'instance', key, label };
  if (kind !== 'adt-other' || !isOfInstance(status)) return undefined;
  return { kind: 'instance', key: `${key}#${status}`, label, status };
}

/** What a case may share with others, the most telling first. Empty while nothing is known of it. */
export function traitsOf({ outcome, report }: Pick<Case, 'outcome' | 'report'>): Trait[] {
  const { instance, appId, causes = [] } = outcome ?? {};
  const shared = causes.find((cause) => SHARED_CAUSES.has(cause));
  const { errorCode } = report;
  const ofInstance = instance && instanceTrait(report, instance);
  return [
    ...(ofInstance ? [ofInstance] : []),
    ...(appId ? [{ kind: 'app', key: `app:${appId.toLowerCase()}`, label: appId } as const] : []),
    // A sign-in error tells whose fault it is; 'AuthorizationFailed' is what every refusal is called.
    ...(errorCode?.startsWith('AADSTS')
      ? [{ kind: 'error', key: `error:${errorCode.toLowerCase()}`, label: errorCode } as const]
      : []),
    ...(shared ? [{ kind: 'cause', key: `cause:${shared}`, label: shared } as const] : []),
  ];
}

/** A case, as far as it counts towards an incident. */
export interface Countable {
  id: string;
  reporter: { objectId: string };
  /** ISO 8601. */
  reportedAt: string;
  traits: Trait[];
}

/**
 * The trait that enough different people share with this case, whose reports lie within the window of each other, and the
 * ids of their cases with its own; undefined where there is none. Of several the one that most people share, and of those
 * the most telling.
 */
export function commonTrait(
  one: Countable,
  others: readonly Countable[],
): { trait: Trait; caseIds: Set<string> } | undefined {
  const counted = one.traits.map((trait) => {
    const alike = others.filter(({ id, traits }) => id !== one.id && traits.some(({ key }) => key === trait.key));
    const together = withinWindows(one, alike);
    return { trait, together, people: peopleOf(together) };
  });
  const most = Math.max(0, ...counted.map(({ people }) => people));
  const found = most < PEOPLE_OF_AN_INCIDENT ? undefined : counted.find(({ people }) => people === most);
  return found && { trait: found.trait, caseIds: new Set(found.together.map(({ id }) => id)) };
}

/** What lies in any window with this one that has enough people in it; nothing of a window with fewer counts. */
function withinWindows(one: Countable, alike: readonly Countable[]): Countable[] {
  const all = [one, ...alike].map((each) => ({ each, at: Date.parse(each.reportedAt) }));
  const reported = Date.parse(one.reportedAt);
  const windows = all
    .filter(({ at }) => at <= reported && reported - at <= INCIDENT_WINDOW_MS)
    .map(({ at: begin }) => all.filter(({ at }) => at >= begin && at - begin <= INCIDENT_WINDOW_MS))
    .map((window) => window.map(({ each }) => each))
    .filter((window) => peopleOf(window) >= PEOPLE_OF_AN_INCIDENT);
  return [...new Set(windows.flat())];
}

function peopleOf(cases: readonly Countable[]): number {
  return new Set(cases.map(({ reporter }) => reporter.objectId.toLowerCase())).size;
}
