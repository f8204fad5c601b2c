import type { CallOptions, Tenant } from '../tenant.ts';
import type { AccessEvent, AccessRequest, Less, Person, Refusal, Writer } from './access-request.ts';
import { decide } from './decide.ts';
import { byTheBot, type Doing, entryOf, tracesOf } from './history.ts';
import { newRequest, type RequestedAccess } from './new-request.ts';
import type { AccessPolicy } from './policy.ts';
import { provenEarlier, provenRight } from './proven-right.ts';
import type { AccessStore, Place, Step } from './store.ts';
import type { TimeZones } from './time-zones.ts';

export interface AccessDependencies {
  store: AccessStore;
  tenant: Tenant;
  policy: AccessPolicy;
  now: () => Date;
  /** Whose identity writes from now on. Absent: the bot's own for new requests, and for others as they were asked. */
  writer?: Writer;
  /** What is known of these people's clocks; absent: nothing is. */
  timeZonesOf?: (tenantId: string, objectIds: readonly string[]) => Promise<TimeZones>;
  /** Object id of the bot's own identity, for the history and for the command that gives it its role. */
  botObjectId?: () => Promise<string | undefined>;
}

/** A click on a card: the request by its opaque id, the version the card showed, who clicked and where. */
export interface Click {
  tenantId: string;
  id: string;
  version: number;
  by: Person;
  /** Whether the directory calls the clicker a guest; absent: not known, then it is looked up. */
  guest?: boolean;
  from: Place;
  correlationId: string;
}

export type Asked =
  | { outcome: 'asked'; request: AccessRequest }
  /** The same access is already asked for or granted. */
  | { outcome: 'already-asked'; request: AccessRequest }
  | { outcome: 'refused'; refusal: Refusal };

export type Clicked =
  | { outcome: 'done'; request: AccessRequest }
  /** Nothing changed. `request` is how it stands now. */
  | { outcome: 'refused'; reason: RefusalReason; message: string; command?: string; request: AccessRequest }
  | { outcome: 'gone' };

export type RefusalReason = Refusal['refused'] | 'stale-card' | 'no-right' | 'right-unknown' | 'already-open';

/** Stores a new request and queues the search for approvers, in one transaction. Asking twice makes one request. */
export async function askForAccess(
  asked: RequestedAccess,
  { store, policy, now, writer = 'bot' }: AccessDependencies,
  from: Place,
): Promise<Asked> {
  const doing = { by: asked.requester, from, correlationId: asked.correlationId };
  const decision = newRequest(asked, now(), policy, writer);
  if ('refused' in decision) {
    const { tenantId, id } = asked;
    const detail = 'request';
    await store.recordRefusal(
      entryOf({ tenantId, id, version: 0 }, `refused:${decision.refused}`, now(), doing, { detail }),
    );
    return { outcome: 'refused', refusal: decision };
  }
  const { next, work } = decision;
  const { request, created } = await store.create(
    next,
    work,
    entryOf(next, 'request', now(), doing, { detail: next.reason }),
  );
  return { outcome: created ? 'asked' : 'already-asked', request };
}

/**
 * The clicker's right is read from Azure between reading the request and the one transition out of pending. Where two have
 * to approve, the first approval is 'done' and the request still pending; at the second, the first one's right is read
 * again, and an approval whose right is gone counts no more. Where the approver's own identity writes, the
 * caller writes the assignment once the request is 'approved', and records it with `recordAssigned`.
 */
export async function approve(
  click: Click & { less?: Less },
  dependencies: AccessDependencies,
  options: CallOptions,
): Promise<Clicked> {
  const { by, less } = click;
  const how = { ...(less && { less }), ...writerOf(dependencies) };
  return decided(click, (guest) => ({ type: 'approve', by, guest, ...how }), dependencies, options);
}

/** Only who could approve can deny. */
export async function deny(
  click: Click,
  reason: string,
  dependencies: AccessDependencies,
  options: CallOptions,
): Promise<Clicked> {
  return decided(click, (guest) => ({ type: 'deny', by: click.by, reason, guest }), dependencies, options);
}

/**
 * Only who could approve can revoke. Where the approver's own identity writes, the caller deletes the assignment once this
 * is 'done', and records it with applyEvent 'revoked'; if it does not, the approver is asked to.
 */
export async function revokeAccess(
  click: Click,
  reason: string,
  dependencies: AccessDependencies,
  options: CallOptions,
): Promise<Clicked> {
  const { by } = click;
  const writer = writerOf(dependencies);
  return decided(click, (guest) => ({ type: 'revoke', by, reason, guest, ...writer }), dependencies, options);
}

function writerOf({ writer }: AccessDependencies): { writer?: Writer } {
  return writer === undefined ? {} : { writer };
}

export async function withdraw(click: Click, dependencies: AccessDependencies): Promise<Clicked> {
  return clicked(click, { type: 'withdraw', by: click.by }, dependencies);
}

/** The requester has the approvers reminded, at most once an hour. */
export async function remind(click: Click, dependencies: AccessDependencies): Promise<Clicked> {
  return clicked(click, { type: 'remind', by: click.by }, dependencies);
}

/** Whoever asked for the access, or has it, gives it back early. */
export async function giveBack(click: Click, dependencies: AccessDependencies): Promise<Clicked> {
  return clicked(click, { type: 'done', by: click.by }, dependencies);
}

type Objection = { reason: RefusalReason; message: string; command?: string };

async function decided(
  click: Click,
  eventOf: (guest: boolean) => AccessEvent,
  dependencies: AccessDependencies,
  options: CallOptions,
): Promise<Clicked> {
  return clicked(click, eventOf(click.guest ?? false), dependencies, async (request, event) => {
    const [objected, proven] = await Promise.all([
      provenRight(request, click, dependencies, options),
      event.type === 'approve' ? provenEarlier(request, event, dependencies, options) : event,
    ]);
    return objected ?? proven;
  });
}

async function clicked(
  click: Click,
  event: AccessEvent,
  { store, policy, now }: AccessDependencies,
  prove: (request: AccessRequest, event: AccessEvent) => Promise<Objection | AccessEvent> = async (_, event) => event,
): Promise<Clicked> {
  const { tenantId, id, version } = click;
  const refused = (standing: Pick<AccessRequest, 'tenantId' | 'id' | 'version'>, reason: string) =>
    store.recordRefusal(entryOf(standing, `refused:${reason}`, now(), click, { detail: event.type }));

  const request = await store.get(tenantId, id);
  if (request === undefined) {
    // Of a card that is not ours nothing is believed, its version neither.
    await refused({ tenantId, id, version: 0 }, 'gone');
    return { outcome: 'gone' };
  }
  const refuse = async (objected: Objection, standing = request): Promise<Clicked> => {
    await refused(standing, objected.reason);
    return { outcome: 'refused', ...objected, request: standing };
  };

  if (isOutOfDate(version, request, event)) {
    return refuse({ reason: 'stale-card', message: 'This card was out of date. Here is how the request stands now.' });
  }
  // What the request itself forbids is said before Azure is asked.
  const forbidden = decide(request, event, now(), policy);
  if ('refused' in forbidden) return refuse(refusalOf(forbidden));
  const proven = await prove(request, event);
  if ('message' in proven) return refuse(proven);
  const decided = decide(request, proven, now(), policy);
  if ('refused' in decided) return refuse(refusalOf(decided));
  const { next } = decided;
  const objected = await inTheWay(next, event, store);
  if (objected !== undefined) return refuse(objected);

  const entry = entryOf(next, event.type, now(), click, tracesOf(proven, next));
  switch (await store.transition([{ ...decided, entry }])) {
    case 'written':
      return { outcome: 'done', request: next };
    case 'duplicate':
      return refuse(alreadyOpen(next));
    case 'overtaken': {
      const standing = (await store.get(tenantId, id)) ?? request;
      return refuse(
        { reason: 'not-in-this-state', message: 'Somebody else was first. Here is how it stands now.' },
        standing,
      );
    }
  }
}

function refusalOf({ refused: reason, message, ...more }: Refusal): Objection {
  return { reason, message, ...('command' in more && { command: more.command }) };
}

/**
 * Whoever decides has to have seen what he decides on. To end an access any card of it will do: while it is granted only
 * what is known of it moves on, within seconds after the start, and never what it is.
 */
function isOutOfDate(version: number, request: AccessRequest, { type }: AccessEvent): boolean {
  const ends = type === 'revoke' || type === 'done';
  return ends && request.status.state === 'granted' ? version > request.version : version !== request.version;
}

/** An approval of something smaller may be of what another request already gives; two would end one assignment. */
async function inTheWay(next: AccessRequest, event: AccessEvent, store: AccessStore): Promise<Objection | undefined> {
  if (event.type !== 'approve') return undefined;
  const others = (await store.alike(next)).filter(({ id }) => id !== next.extends);
  return others.some((other) => other.extends !== next.id) ? alreadyOpen(next) : undefined;
}

function alreadyOpen({ subject, role, instance }: AccessRequest): Objection {
  return {
    reason: 'already-open',
    message: `${subject.displayName} has or is about to get ${role.name} on ${instance.name} through another request. Give something else, or deny this one.`,
  };
}

/** The bot's own step: retried on the newest version until it is written or no longer applies. */
export async function applyEvent(
  tenantId: string,
  id: string,
  event: AccessEvent,
  { store, policy, now }: AccessDependencies,
  doing?: Doing,
): Promise<AccessRequest | undefined> {
  for (;;) {
    const request = await store.get(tenantId, id);
    if (request === undefined) return undefined;
    const step = stepOf(request, event, now(), policy, doing);
    if (step === undefined) return request;
    const written = await store.transition([step]);
    if (written === 'written') return step.next;
    // Only an approval of something smaller can meet another request, and approvals are clicks.
    if (written === 'duplicate') throw new Error(`Request ${id} and another one are for the same role.`);
  }
}

/** The step that an event makes, with its line of history; undefined where it does not apply. */
export function stepOf(
  request: AccessRequest,
  event: AccessEvent,
  now: Date,
  policy: AccessPolicy,
  doing: Doing = byTheBot(request),
): Step | undefined {
  const decision = decide(request, event, now, policy);
  if ('refused' in decision) return undefined;
  return { ...decision, entry: entryOf(decision.next, event.type, now, doing, tracesOf(event, decision.next)) };
}
