import type { AccessRequest } from '../access/access-request.ts';
import type { Conversation, Delivery } from '../access/delivery.ts';
import type { RequestRef } from '../access/job-ref.ts';
import type { AccessStore } from '../access/store.ts';
import { createDeliver, type DeliveringDependencies, type Drawn } from './delivering.ts';
import type { RequestCards } from './request-cards.ts';
import { createTell, type Tell } from './tell.ts';

export interface NotifierDependencies extends DeliveringDependencies {
  store: AccessStore;
  requestCards: RequestCards;
  newId: () => string;
}

/** What the queue says of a run. */
interface Run {
  /** Aborted when the job has taken too long and is given to somebody else. */
  signal: AbortSignal;
}

export interface Notifier extends Tell {
  /** Sends or updates every copy of the request's card that does not show its current version. */
  deliver(ref: RequestRef, run?: Run): Promise<void>;
}

/**
 * Brings what people see in line with the store. The queue runs one of these jobs at a time for each request. Each copy is
 * looked at by itself: one that fails does not hold the others back, and is thrown at the end so that the job is tried
 * again. A copy shows the request as it is when the message goes out, so of versions that wait only the newest is sent.
 */
export function createNotifier(dependencies: NotifierDependencies): Notifier {
  const { store, deliveries, conversations, requestCards, newId } = dependencies;
  const bring = createDeliver(dependencies);

  async function deliver({ tenantId, requestId }: RequestRef, run?: Run): Promise<void> {
    const request = await store.get(tenantId, requestId);
    if (request === undefined) return;
    await deliveries.add(await approverCopies(request));
    const copies = await deliveries.of(tenantId, requestId);
    const faults = await bringAll(
      copies.filter(({ audience }) => audience === 'approver' || audience === 'approvals-channel'),
      request,
      run,
    );
    // The requester's copy says who was reached, so it comes last, and as it is known then.
    const now = await deliveries.of(tenantId, requestId);
    faults.push(
      ...(await bringAll(
        now.filter(({ audience }) => audience === 'requester'),
        request,
        run,
      )),
    );
    if (faults.length > 0) throw firstToWaitFor(faults);
    if (isOutOfReach(request, now)) {
      // By a job, because only that sends it once, whoever else has found the same.
      await store.queueAgain(request, [{ kind: 'tell-requester', news: 'nobody-to-ask' }]);
    }
  }

  /** The faults of those that failed. */
  async function bringAll(copies: readonly Delivery[], request: AccessRequest, run?: Run): Promise<unknown[]> {
    const outcomes = await Promise.allSettled(
      copies
        .filter((copy) => isDue(copy, request))
        .map(async (copy) => {
          run?.signal.throwIfAborted();
          await bring(copy, (place) => drawFor({ ...copy, place }, request));
        }),
    );
    return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  }

  async function drawFor(
    { audience, place }: Delivery & { place: Conversation },
    { tenantId, id }: AccessRequest,
  ): Promise<Drawn> {
    const request = await store.get(tenantId, id);
    if (request === undefined) throw new Error(`The request ${id} is gone.`);
    const shared = place.kind !== 'personal';
    const card = await requestCards.cardFor(request, audience === 'requester' ? 'requester' : 'approver', shared);
    return { card, version: request.version };
  }

  /** Approvers get a copy while there is something to decide; nobody is sent one that was settled before he saw it. */
  async function approverCopies(request: AccessRequest): Promise<Delivery[]> {
    const { tenantId, id: requestId, status } = request;
    if (status.state !== 'pending' || !status.approversFound) return [];
    const channel = await conversations.approvalsChannel(tenantId);
    const copy = { tenantId, requestId, shownVersion: 0 };
    return [
      ...request.approvers.map(
        ({ objectId }): Delivery => ({ ...copy, id: newId(), audience: 'approver', personObjectId: objectId }),
      ),
      ...(channel === undefined
        ? []
        : [{ ...copy, id: newId(), audience: 'approvals-channel' as const, conversationId: channel.id }]),
    ];
  }

  return { deliver, ...createTell({ ...dependencies, bring }) };
}

function isDue(
  { shownVersion, undeliverable, activityId, audience }: Delivery,
  { version, status }: AccessRequest,
): boolean {
  if (undeliverable !== undefined || shownVersion >= version) return false;
  return activityId !== undefined || audience === 'requester' || status.state === 'pending';
}

/** Somebody has to decide, and nobody has a card to decide on. */
function isOutOfReach({ status }: AccessRequest, copies: readonly Delivery[]): boolean {
  if (status.state !== 'pending' || !status.approversFound) return false;
  const told = copies.some(({ news }) => news?.what === 'nobody-to-ask');
  return !told && !copies.some(isInFrontOfAnApprover);
}

/** Somebody who can decide has the card in front of them. */
function isInFrontOfAnApprover({ audience, activityId, undeliverable }: Delivery): boolean {
  const toDecide = audience === 'approver' || audience === 'approvals-channel';
  return toDecide && activityId !== undefined && undeliverable === undefined;
}

/** Of several faults the one that asks to wait the longest: the job is tried again for all of them. */
function firstToWaitFor(faults: readonly unknown[]): unknown {
  const wait = (fault: unknown) =>
    fault instanceof Error && 'retryAfterMs' in fault && typeof fault.retryAfterMs === 'number'
      ? fault.retryAfterMs
      : 0;
  return faults.toSorted((a, b) => wait(b) - wait(a))[0];
}
