import type { CallOptions, Tenant } from '../tenant.ts';
import type { AccessEvent, AccessRequest, Person, Refusal } from './access-request.ts';
import { decide } from './decide.ts';
import { newRequest, type RequestedAccess } from './new-request.ts';
import type { AccessPolicy } from './policy.ts';
import { rightToApprove } from './right-to-approve.ts';
import type { AccessStore, HistoryEntry } from './store.ts';

export interface AccessDependencies {
  store: AccessStore;
  tenant: Tenant;
  policy: AccessPolicy;
  now: () => Date;
  /** Whose identity writes the assignments of new requests. Absent: the bot's own. */
  writer?: AccessRequest['writer'];
}

/** A click on a card: the request by its opaque id, the version the card showed, and who clicked. */
export interface Click {
  tenantId: string;
  id: string;
  version: number;
  by: Person;
}

export type Asked =
  | { outcome: 'asked'; request: AccessRequest }
  /** The same access is already asked for or granted. */
  | { outcome: 'already-asked'; request: AccessRequest }
  | { outcome: 'refused'; refusal: Refusal };

export type Clicked =
  | { outcome: 'done'; request: AccessRequest }
  /** Nothing changed. `request` is how it stands now. */
  | { outcome: 'refused'; reason: RefusalReason; message: string; request: AccessRequest }
  | { outcome: 'gone' };

export type RefusalReason = Refusal['refused'] | 'stale-card' | 'no-right' | 'right-unknown';

/** Stores a new request and queues the search for approvers, in one transaction. Asking twice makes one request. */
export async function askForAccess(
  asked: RequestedAccess,
  { store, policy, now, writer = 'bot' }: AccessDependencies,
): Promise<Asked> {
  const decision = newRequest(asked, now(), policy, writer);
  if ('refused' in decision) return { outcome: 'refused', refusal: decision };
  const { request, created } = await store.create(decision.next, decision.work);
  return { outcome: created ? 'asked' : 'already-asked', request };
}

/** The clicker's right is read from Azure between reading the request and the one transition out of pending. */
export async function approve(click: Click, dependencies: AccessDependencies, options: CallOptions): Promise<Clicked> {
  return clicked(click, { type: 'approve', by: click.by }, dependencies, (request) =>
    provenRight(request, click.by, dependencies, options),
  );
}

/** Only who could approve can deny. */
export async function deny(
  click: Click,
  reason: string,
  dependencies: AccessDependencies,
  options: CallOptions,
): Promise<Clicked> {
  return clicked(click, { type: 'deny', by: click.by, reason }, dependencies, (request) =>
    provenRight(request, click.by, dependencies, options),
  );
}

export async function withdraw(click: Click, dependencies: AccessDependencies): Promise<Clicked> {
  return clicked(click, { type: 'withdraw', by: click.by }, dependencies, async () => undefined);
}

type Objection = { reason: RefusalReason; message: string };

async function clicked(
  { tenantId, id, version, by }: Click,
  event: AccessEvent,
  { store, policy, now }: AccessDependencies,
  objection: (request: AccessRequest) => Promise<Objection | undefined>,
): Promise<Clicked> {
  const request = await store.get(tenantId, id);
  if (request === undefined) return { outcome: 'gone' };

  const refuse = async ({ reason, message }: Objection, standing = request): Promise<Clicked> => {
    await store.recordRefusal(entryFor(standing, { what: `refused:${reason}`, at: now(), by, detail: event.type }));
    return { outcome: 'refused', reason, message, request: standing };
  };

  if (request.version !== version) {
    return refuse({ reason: 'stale-card', message: 'This card was out of date. Here is how the request stands now.' });
  }
  // What the request itself forbids is said before Azure is asked.
  const decision = decide(request, event, now(), policy);
  if ('refused' in decision) return refuse({ reason: decision.refused, message: decision.message });
  const objected = await objection(request);
  if (objected !== undefined) return refuse(objected);

  const entry = entryFor(decision.next, { what: event.type, at: now(), by, ...detailOf(event) });
  if (await store.transition(decision.next, decision.work, entry)) return { outcome: 'done', request: decision.next };
  const standing = (await store.get(tenantId, id)) ?? request;
  return refuse(
    { reason: 'not-in-this-state', message: 'Somebody else was first. Here is how it stands now.' },
    standing,
  );
}

async function provenRight(
  request: AccessRequest,
  by: Person,
  { tenant }: AccessDependencies,
  options: CallOptions,
): Promise<Objection | undefined> {
  const right = await rightToApprove(request, by, tenant, options);
  if (right.right === 'yes') return undefined;
  if (right.right === 'no') {
    const message = `Only someone who can assign roles on ${request.instance.name} can decide this, such as its Owner or User Access Administrator. Nothing was changed.`;
    return { reason: 'no-right', message };
  }
  const message = `Your right to assign roles on ${request.instance.name} could not be checked: ${right.reason} Nothing was changed; try again in a minute.`;
  return { reason: 'right-unknown', message };
}

/** The bot's own step: retried on the newest version until it is written or no longer applies. */
export async function applyEvent(
  tenantId: string,
  id: string,
  event: AccessEvent,
  { store, policy, now }: AccessDependencies,
): Promise<AccessRequest | undefined> {
  for (;;) {
    const request = await store.get(tenantId, id);
    if (request === undefined) return undefined;
    const decision = decide(request, event, now(), policy);
    if ('refused' in decision) return request;
    const entry = entryFor(decision.next, { what: event.type, at: now(), ...detailOf(event) });
    if (await store.transition(decision.next, decision.work, entry)) return decision.next;
  }
}

function entryFor(
  { tenantId, id, version }: AccessRequest,
  { what, at, by, detail }: { what: HistoryEntry['what']; at: Date; by?: Person; detail?: string },
): HistoryEntry {
  return {
    tenantId,
    requestId: id,
    version,
    at: at.toISOString(),
    what,
    ...(by && { by }),
    ...(detail !== undefined && { detail }),
  };
}

function detailOf(event: AccessEvent): { detail?: string } {
  switch (event.type) {
    case 'deny':
      return { detail: event.reason };
    case 'assigned':
      return { detail: `${event.assignment.outcome} ${event.assignment.id}` };
    case 'assignment-failed':
      return { detail: event.failure.code };
    case 'access-checked':
      return { detail: event.effective ? 'effective' : 'not yet' };
    default:
      return {};
  }
}
