import { z } from 'zod/v4';
import type { AccessRequest } from '../../access/access-request.ts';
import type { Conversation, ConversationStore } from '../../access/delivery.ts';
import type { AccessDependencies, Click, Clicked } from '../../access/requests.ts';
import { rightToApprove } from '../../access/right-to-approve.ts';
import { goneCard } from '../../cards/gone-card.ts';
import type { CardClick, Sender } from '../activity.ts';
import type { Background } from '../background.ts';
import type { SignInFirst } from '../decide-signed-in.ts';
import type { Messenger } from '../messenger.ts';
import type { RequestCards, RequestReader } from '../request-cards.ts';
import { sameId } from '../same-id.ts';
import { within } from '../within.ts';
import { aboutClick, type ClickAnswer, say, switchedOff, unreadable } from './answer.ts';
import { id, version } from './fields.ts';

/** A click has to be answered within Teams' 15 seconds; people give up long before. */
export const answerWithinMs = 4_000;

export interface OnRequestDependencies {
  /** Undefined where requests are off. */
  access: AccessDependencies | undefined;
  requestCards: RequestCards;
  conversations: Pick<ConversationStore, 'personal'>;
  messenger: Messenger;
  background: Background;
  newId: () => string;
}

export interface OnRequest {
  /** Does something to the request that a click is about, and answers with how it stands then. */
  act(
    click: CardClick,
    doIt: (target: Click, access: AccessDependencies) => Promise<Clicked | SignInFirst>,
  ): Promise<ClickAnswer>;
  /** The request as it stands, for whoever may see it. */
  show(request: AccessRequest, from: Sender): Promise<ClickAnswer>;
}

/** What all clicks on a request have in common: it is re-read by its id, and the answer comes in time. */
export function createOnRequest(dependencies: OnRequestDependencies, withinMs = answerWithinMs): OnRequest {
  const { access, requestCards, conversations, messenger, background, newId } = dependencies;

  async function act(
    { conversation, from, data }: CardClick,
    doIt: Parameters<OnRequest['act']>[1],
  ): Promise<ClickAnswer> {
    const target = z.object({ id, version }).safeParse(data).data;
    if (target === undefined) return unreadable;
    if (access === undefined) return switchedOff;
    const doing = doIt(
      {
        tenantId: conversation.tenantId,
        ...target,
        by: from,
        from: placeOf(conversation),
        correlationId: newId(),
      },
      access,
    );
    const clicked = await within(withinMs, doing);
    if (clicked !== 'late') return answerTo(clicked, from);
    background.start('late answer to a click', async () => tell(conversation, from, await answerTo(await doing, from)));
    return say('Azure is slow just now. I am still checking and will tell you here.');
  }

  async function answerTo(clicked: Clicked | SignInFirst, from: Sender): Promise<ClickAnswer> {
    if (clicked.outcome === 'sign-in') return clicked.answer;
    if (clicked.outcome === 'gone') return { kind: 'card', card: goneCard('request') };
    const { request } = clicked;
    if (clicked.outcome === 'done') return { ...(await cardOf(request, from)), shownAnyway: true };
    if (clicked.reason !== 'stale-card' && clicked.reason !== 'not-in-this-state') return say(clicked.message);
    const reader = await readerOf(request, from);
    return reader === undefined
      ? say(clicked.message)
      : { kind: 'card', card: await requestCards.cardFor(request, reader), confidential: true };
  }

  /** For somebody who has just done something to it, and so may see it. */
  async function cardOf(request: AccessRequest, { objectId }: Sender): Promise<ClickAnswer> {
    return { kind: 'card', card: await requestCards.cardFor(request, partyOf(request, objectId) ?? 'approver') };
  }

  async function show(request: AccessRequest, from: Sender): Promise<ClickAnswer> {
    const reader = await readerOf(request, from);
    return reader === undefined
      ? say('Only the person who asked and those who can approve may see this request.')
      : { kind: 'card', card: await requestCards.cardFor(request, reader), confidential: true };
  }

  /** Who asked, whom it is for, whom it was sent to, and who could decide it. A right that could not be read is no right. */
  async function readerOf(request: AccessRequest, from: Sender): Promise<RequestReader | undefined> {
    const party = partyOf(request, from.objectId);
    if (party !== undefined || access === undefined) return party;
    if (request.approvers.some(({ objectId }) => sameId(objectId, from.objectId))) return 'approver';
    const signal = AbortSignal.timeout(answerWithinMs);
    const { right } = await rightToApprove(request, from, access.tenant, { signal });
    return right === 'yes' ? 'approver' : undefined;
  }

  /** A decision that came late is on every card by now; a refusal still has to be said. */
  async function tell(conversation: Conversation, from: Sender, answer: ClickAnswer): Promise<void> {
    if (answer.kind === 'card') {
      if (!answer.forClicker) return;
      const own = (await conversations.personal(conversation.tenantId, from.objectId)) ?? conversation;
      await messenger.send(own, answer.card);
      return;
    }
    const text = answer.kind === 'message' ? answer.text : 'That took too long. Press the button again to sign in.';
    await messenger.send(conversation, aboutClick(conversation, from, text));
  }

  return { act, show };
}

export function placeOf({ kind, id: conversationId }: Conversation): Click['from'] {
  return { kind, conversationId };
}

function partyOf({ requester, subject }: AccessRequest, objectId: string): RequestReader | undefined {
  if (sameId(requester.objectId, objectId)) return 'requester';
  return subject.type === 'User' && sameId(subject.objectId, objectId) ? 'subject' : undefined;
}
