import type { FindingId } from '../diagnosis/diagnosis.ts';
import type { Case } from './case.ts';

/** Something that cases can have in common. `key` is what is compared, `label` what people read. */
export interface Trait {
  kind: 'instance' | 'app' | 'error' | 'cause';
  key: string;
  label: string;
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

/** By the resource id. */
export function instanceTraitKey(instanceId: string): string {
  return `instance:${instanceId.toLowerCase()}`;
}

/** What a case may share with others, the most telling first. Empty while nothing is known of it. */
export function traitsOf({ outcome, report }: Pick<Case, 'outcome' | 'report'>): Trait[] {
  const { instance, appId, causes = [] } = outcome ?? {};
  const shared = causes.find((cause) => SHARED_CAUSES.has(cause));
  const { errorCode } = report;
  return [
    ...(instance ? [{ kind: 'instance', key: instanceTraitKey(instance.id), label: instance.name } as const] : []),
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
  traits: Trait[];
}

/**
 * The trait that enough different people share with this case; undefined where there is none. Of several the one that most
 * people share, and of those the most telling.
 */
export function commonTrait(one: Countable, others: readonly Countable[]): Trait | undefined {
  const counted = one.traits.map((trait) => {
    const alike = others.filter(({ traits }) => traits.some(({ key }) => key === trait.key));
    const people = new Set([one, ...alike].map(({ reporter }) => reporter.objectId.toLowerCase()));
    return { trait, people: people.size };
  });
  const most = Math.max(0, ...counted.map(({ people }) => people));
  if (most < PEOPLE_OF_AN_INCIDENT) return undefined;
  return counted.find(({ people }) => people === most)?.trait;
}
