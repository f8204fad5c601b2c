import {
  type AccessRequest,
  type ApproverNews,
  CHANNEL,
  type News,
  type SubjectNews,
} from '../access/access-request.ts';
import type { Delivery, Tidings } from '../access/delivery.ts';
import type { RequestRef } from '../access/job-ref.ts';
import type { AccessStore } from '../access/store.ts';
import { approverNewsCard } from '../cards/approver-news-card.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { newsCard, subjectNewsCard } from '../cards/news-card.ts';
import type { Deliver, DeliveringDependencies } from './delivering.ts';
import { isStillNews } from './still-news.ts';

/** `version` of the request tells a piece of news from the same at another time. */
interface Telling extends RequestRef {
  version: number;
}

/** New messages about a request, because an updated card rings no bell. Each one is sent once, and not once overtaken. */
export interface Tell {
  tellRequester(job: Telling & { news: News }): Promise<void>;
  /** To the colleague it was asked for. */
  tellSubject(job: Telling & { news: SubjectNews }): Promise<void>;
  /** To one approver, or to the approvals channel. Whoever cannot be reached is spoken to through others who can. */
  tellApprover(job: Telling & { to: string; news: ApproverNews }): Promise<void>;
}

export interface TellDependencies extends Pick<DeliveringDependencies, 'deliveries' | 'conversations'> {
  store: AccessStore;
  bring: Deliver;
  newId: () => string;
}

type Addressee = { personObjectId: string; conversationId?: string } | { conversationId: string };

export function createTell({ store, deliveries, conversations, bring, newId }: TellDependencies): Tell {
  /** The row that is stored first makes it one message, however often and wherever the job runs. */
  async function tell(
    request: AccessRequest,
    to: Addressee,
    news: Tidings,
    draw: (request: AccessRequest) => AdaptiveCard,
  ): Promise<'told' | 'undeliverable'> {
    const { tenantId, id: requestId } = request;
    await deliveries.add([{ tenantId, id: newId(), requestId, audience: 'news', news, ...to, shownVersion: 0 }]);
    const stored = (await deliveries.of(tenantId, requestId)).find((each) => isSame(each, news, to));
    if (stored === undefined || stored.activityId !== undefined) return 'told';
    if (stored.undeliverable !== undefined) return 'undeliverable';
    if (!isStillNews(request, news)) {
      await deliveries.giveUp(stored, 'What happened since has been told instead.');
      return 'told';
    }
    const outcome = await bring(stored, async () => {
      const current = (await store.get(tenantId, requestId)) ?? request;
      return { card: draw(current), version: current.version };
    });
    return outcome === 'shown' ? 'told' : 'undeliverable';
  }

  async function tellRequester({ tenantId, requestId, version, news }: Telling & { news: News }): Promise<void> {
    const request = await store.get(tenantId, requestId);
    if (request === undefined) return;
    const copies = await deliveries.of(tenantId, requestId);
    const own = copies.find(({ audience }) => audience === 'requester');
    const to = {
      personObjectId: request.requester.objectId,
      ...(own?.conversationId !== undefined && { conversationId: own.conversationId }),
    };
    if (news !== 'nobody-to-ask') {
      await tell(request, to, { job: 'tell-requester', what: news, version }, (now) => newsCard(now, news));
      return;
    }
    // Nobody by name, and still somebody: whoever reads the channel.
    if (await hasChannel(tenantId, copies)) return;
    // Once for a request, whoever finds it out.
    await tell(request, to, { job: 'tell-requester', what: news, version: 0 }, (now) => newsCard(now, news));
  }

  async function hasChannel(tenantId: string, copies: readonly Delivery[]): Promise<boolean> {
    const channel = await conversations.approvalsChannel(tenantId);
    if (channel === undefined) return false;
    const copy = copies.find(
      ({ audience, conversationId }) => audience === 'approvals-channel' && conversationId === channel.id,
    );
    return copy?.undeliverable === undefined;
  }

  async function tellSubject({ tenantId, requestId, version, news }: Telling & { news: SubjectNews }): Promise<void> {
    const request = await store.get(tenantId, requestId);
    if (request === undefined) return;
    const to = { personObjectId: request.subject.objectId };
    await tell(request, to, { job: 'tell-subject', what: news, version }, (now) => subjectNewsCard(now, news));
  }

  async function tellApprover({
    tenantId,
    requestId,
    version,
    to,
    news,
  }: Telling & { to: string; news: ApproverNews }): Promise<void> {
    const request = await store.get(tenantId, requestId);
    if (request === undefined) return;
    const tidings: Tidings = { job: 'tell-approver', what: news, version };
    for (const addressee of await whomToTell(request, to, news)) {
      const outcome = await tell(request, addressee, tidings, (now) => approverNewsCard(now, news));
      if (outcome === 'told') return;
    }
  }

  /** In this order, until one is reached: the person; the channel; where it cannot wait, everybody else who was asked. */
  async function whomToTell(request: AccessRequest, to: string, news: ApproverNews): Promise<Addressee[]> {
    const channel = await conversations.approvalsChannel(request.tenantId);
    const inChannel = channel === undefined ? [] : [{ conversationId: channel.id }];
    if (to === CHANNEL) return inChannel;
    const others = news === 'revoke-needed' || news === 'changed-outside' ? request.approvers : [];
    return [
      { personObjectId: to },
      ...inChannel,
      ...others
        .filter(({ objectId }) => objectId.toLowerCase() !== to.toLowerCase())
        .map(({ objectId }) => ({ personObjectId: objectId })),
    ];
  }

  return { tellRequester, tellSubject, tellApprover };
}

function isSame({ news, personObjectId, conversationId }: Delivery, other: Tidings, to: Addressee): boolean {
  if (news?.job !== other.job || news.what !== other.what || news.version !== other.version) return false;
  if ('personObjectId' in to) return personObjectId?.toLowerCase() === to.personObjectId.toLowerCase();
  return personObjectId === undefined && conversationId === to.conversationId;
}
