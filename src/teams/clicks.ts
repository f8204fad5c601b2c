import { z } from 'zod/v4';
import type { AccessRequest } from '../access/access-request.ts';
import type { Conversation, DeliveryStore } from '../access/delivery.ts';
import { durationFromChoice } from '../access/policy.ts';
import {
  type AccessDependencies,
  approve,
  askForAccess,
  type Click,
  type Clicked,
  deny,
  withdraw,
} from '../access/requests.ts';
import { rightToApprove } from '../access/right-to-approve.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { goneCard } from '../cards/gone-card.ts';
import { messageCard } from '../cards/message-card.ts';
import { phraseOf } from '../cards/phrases.ts';
import { CALLER_MAX, type Verb, verbs } from '../cards/verbs.ts';
import type { DiagnosisRecord, DiagnosisStore } from '../diagnosis/record.ts';
import type { CardClick, IncomingMessage, Sender } from './activity.ts';
import type { Background } from './background.ts';
import type { DecideSignedIn, SignInFirst } from './decide-signed-in.ts';
import type { Diagnoses } from './diagnoses.ts';
import type { Messenger } from './messenger.ts';
import { answered } from './questions.ts';
import type { RequestCards } from './request-cards.ts';
import type { InvokeBody } from './sign-in.ts';
import { within } from './within.ts';

/** What a click is answered with: a card in place of the clicked one, for the clicker, or a line of text. */
export type ClickAnswer = (
  | { kind: 'card'; card: AdaptiveCard /** And nowhere else to be seen. */; forClicker?: true }
  | { kind: 'message'; text: string }
  /** Anything else that Teams understands, from a client that can sign in on cards. */
  | { kind: 'invoke'; body: InvokeBody }
) & {
  /** What the click causes is shown anyway, so a client that cannot show an answer in place needs none. */
  shownAnyway?: boolean;
  /** Begins once the answer is out, lest the answer overwrites what this shows. */
  afterwards?: () => void;
};

export interface ClicksDependencies {
  diagnoses: Diagnoses;
  records: DiagnosisStore;
  /** Undefined where requests are off. */
  access: AccessDependencies | undefined;
  /** Decides what the approver's own identity carries out; undefined where the bot's does. */
  decideSignedIn?: DecideSignedIn | undefined;
  deliveries: DeliveryStore;
  requestCards: RequestCards;
  messenger: Messenger;
  background: Background;
  newId: () => string;
  /** Takes a phrase as if the person had typed it. */
  say: (message: IncomingMessage) => Promise<void>;
}

const id = z.uuid();
const version = z.int().min(1);
const text = z.string().max(2_000);
/** The answers to the one question; a card asks only for some of them. */
const confirmation = z.object({
  id,
  instance: text.optional(),
  who: z.enum(['me', 'app', 'user', 'group']).optional(),
  caller: z.string().max(CALLER_MAX).optional(),
  tried: text.optional(),
});

/** A click has to be answered within Teams' 15 seconds; people give up long before. */
const answerWithinMs = 4_000;
const azureWithinMs = 12_000;

const subjectTypes = { user: 'User', 'service-principal': 'ServicePrincipal', group: 'Group' } as const;

const notYours: ClickAnswer = {
  kind: 'message',
  text: 'Only the person who asked can use this button. Send me a message to check your own access.',
};
const unreadable: ClickAnswer = {
  kind: 'message',
  text: 'I could not read that click, so nothing was changed. Send me your question again for a fresh card.',
};

function placeOf({ kind, id }: Conversation): Click['from'] {
  return { kind, conversationId: id };
}

/** Handles every button. The clicker is whom Teams vouches for; of the card's data only ids and form inputs are read. */
export function createClickHandler(dependencies: ClicksDependencies): (click: CardClick) => Promise<ClickAnswer> {
  const { diagnoses, records, access, decideSignedIn, deliveries, requestCards, messenger, background, newId, say } =
    dependencies;

  const handlers: Record<Verb, (click: CardClick) => Promise<ClickAnswer>> = {
    [verbs.confirmSymptoms]: (click) => again(click, confirmation.safeParse(click.data).data),
    [verbs.recheck]: (click) => again(click, z.object({ id }).safeParse(click.data).data),
    [verbs.request]: request,
    [verbs.approve]: (click) =>
      decideOn(click, (each, dependencies) => {
        const options = { signal: AbortSignal.timeout(azureWithinMs) };
        return decideSignedIn?.(click, each, { verb: 'approve' }, options) ?? approve(each, dependencies, options);
      }),
    [verbs.deny]: (click) => {
      const reason = z.object({ reason: text }).safeParse(click.data).data?.reason ?? '';
      return decideOn(click, (each, dependencies) =>
        deny(each, reason, dependencies, { signal: AbortSignal.timeout(azureWithinMs) }),
      );
    },
    [verbs.withdraw]: (click) => decideOn(click, withdraw),
    [verbs.show]: show,
    [verbs.say]: sayPhrase,
  };

  return async function handleClick(click) {
    const handle = Object.entries(handlers).find(([verb]) => verb === click.verb)?.[1];
    return handle === undefined ? unreadable : handle(click);
  };

  async function again(
    { conversation, from }: CardClick,
    data: z.infer<typeof confirmation> | undefined,
  ): Promise<ClickAnswer> {
    if (data === undefined) return unreadable;
    const record = await records.get(conversation.tenantId, data.id);
    if (record === undefined) return { kind: 'card', card: goneCard('diagnosis') };
    if (!sameId(record.askedBy.objectId, from.objectId)) return notYours;
    if (record.state === 'waiting-for-answer' && record.offered !== undefined && !data.instance) {
      return { kind: 'message', text: 'Choose an instance, then press the button again.' };
    }
    const report = answered(record.report, data);
    if (typeof report === 'string') return { kind: 'message', text: report };
    const { card, begin } = await diagnoses.again(record, conversation, { instanceId: data.instance, report });
    return { kind: 'card', card, afterwards: begin };
  }

  async function request(click: CardClick): Promise<ClickAnswer> {
    const { conversation, from, data } = click;
    const form = z.object({ id, role: text.optional(), minutes: text, reason: text }).safeParse(data).data;
    if (form === undefined) return unreadable;
    if (access === undefined)
      return { kind: 'message', text: 'Requests are switched off here. Ask one of the people on the card.' };
    const record = await records.get(conversation.tenantId, form.id);
    if (record === undefined) return { kind: 'card', card: goneCard('diagnosis') };
    if (!sameId(record.askedBy.objectId, from.objectId)) return notYours;
    const { diagnosis } = record;
    const { instance, principal, proposal } = diagnosis ?? {};
    if (instance === undefined || principal === undefined || proposal === undefined) {
      return {
        kind: 'message',
        text: 'There is no role to ask for any more. Use “Check again” for the current state.',
      };
    }
    const durationMinutes = durationFromChoice(form.minutes, access.policy);
    if (durationMinutes === undefined) return { kind: 'message', text: 'Choose one of the durations offered.' };

    const requestId = newId();
    // Known before the request exists, so that its first message finds the way.
    await deliveries.add([requesterCopy(conversation, from.objectId, requestId)]);
    const asked = await askForAccess(
      {
        tenantId: conversation.tenantId,
        id: requestId,
        requester: from,
        subject: {
          objectId: principal.objectId,
          displayName: principal.displayName,
          type: subjectTypes[principal.kind],
          ...(principal.appId !== undefined && { appId: principal.appId }),
          ...(principal.userPrincipalName !== undefined && { userPrincipalName: principal.userPrincipalName }),
        },
        instance: { id: instance.id, name: instance.name, hostName: instance.hostName },
        roleId: form.role ?? proposal.roleId,
        reason: form.reason,
        durationMinutes,
        correlationId: newId(),
      },
      access,
      placeOf(conversation),
    );
    if (asked.outcome === 'refused') return { kind: 'message', text: asked.refusal.message };
    if (asked.outcome === 'already-asked') return { kind: 'message', text: alreadyAsked(asked.request) };
    return answerWith(record, 'Your request is on its way.');
  }

  function answerWith(record: DiagnosisRecord, otherwise: string): ClickAnswer {
    const card = diagnoses.cardOf(record, true);
    return card === undefined ? { kind: 'message', text: otherwise } : { kind: 'card', card };
  }

  async function decideOn(
    { conversation, from, data }: CardClick,
    decide: (click: Click, access: AccessDependencies) => Promise<Clicked | SignInFirst>,
  ): Promise<ClickAnswer> {
    const target = z.object({ id, version }).safeParse(data).data;
    if (target === undefined || access === undefined) return unreadable;
    const deciding = decide(
      {
        tenantId: conversation.tenantId,
        ...target,
        by: from,
        from: placeOf(conversation),
        correlationId: newId(),
      },
      access,
    );
    const clicked = await within(answerWithinMs, deciding);
    if (clicked !== 'late') return answerTo(clicked, from.objectId);
    background.start('late answer to a click', async () =>
      tell(conversation, from, await answerTo(await deciding, from.objectId)),
    );
    return { kind: 'message', text: 'Azure is slow just now. I am still checking and will tell you here.' };
  }

  async function answerTo(clicked: Clicked | SignInFirst, clickerId: string): Promise<ClickAnswer> {
    if (clicked.outcome === 'sign-in') return clicked.answer;
    if (clicked.outcome === 'gone') return { kind: 'card', card: goneCard('request') };
    const { request: standing } = clicked;
    const moved =
      clicked.outcome === 'done' || clicked.reason === 'stale-card' || clicked.reason === 'not-in-this-state';
    if (!moved) return { kind: 'message', text: clicked.message };
    const audience = sameId(standing.requester.objectId, clickerId) ? 'requester' : 'approver';
    return { kind: 'card', card: await requestCards.cardFor(standing, audience), shownAnyway: true };
  }

  /** A decision that came late is on every card by now; a refusal still has to be said. */
  async function tell(conversation: Conversation, from: Sender, answer: ClickAnswer): Promise<void> {
    if (answer.kind === 'card' && answer.forClicker) await messenger.send(conversation, answer.card);
    const text = answer.kind === 'invoke' ? 'That took too long. Press the button again to sign in.' : undefined;
    const said = answer.kind === 'message' ? answer.text : text;
    if (said !== undefined) await messenger.send(conversation, aboutClick(conversation, from, said));
  }

  async function show({ conversation, from, data }: CardClick): Promise<ClickAnswer> {
    const target = z.object({ id }).safeParse(data).data;
    if (target === undefined || access === undefined) return unreadable;
    const standing = await access.store.get(conversation.tenantId, target.id);
    if (standing === undefined) return { kind: 'card', card: goneCard('request') };
    if (sameId(standing.requester.objectId, from.objectId)) {
      return { kind: 'card', card: await requestCards.cardFor(standing, 'requester') };
    }
    if (await maySee(standing, from, access)) {
      return { kind: 'card', card: await requestCards.cardFor(standing, 'approver') };
    }
    return { kind: 'message', text: 'Only the person who asked and those who can approve may see this request.' };
  }

  /** Whom it was sent to, and who could decide it. A right that could not be read in time is no right. */
  async function maySee(standing: AccessRequest, from: Sender, { tenant }: AccessDependencies): Promise<boolean> {
    if (standing.approvers.some(({ objectId }) => sameId(objectId, from.objectId))) return true;
    const signal = AbortSignal.timeout(answerWithinMs);
    return (await rightToApprove(standing, from, tenant, { signal })).right === 'yes';
  }

  async function sayPhrase({ conversation, from, data }: CardClick): Promise<ClickAnswer> {
    const phrase = phraseOf(String(data.id));
    if (phrase === undefined) return unreadable;
    await say({ conversation, from, text: phrase, addressed: true, files: [], picture: false });
    return { kind: 'message', text: phrase, shownAnyway: true };
  }

  function requesterCopy(conversation: Conversation, personObjectId: string, requestId: string) {
    const { tenantId, id: conversationId } = conversation;
    return {
      tenantId,
      id: newId(),
      requestId,
      audience: 'requester' as const,
      personObjectId,
      conversationId,
      shownVersion: 0,
    };
  }
}

/** An answer to a click as a message; where others read it too, it says whom it is for. */
export function aboutClick({ kind }: Conversation, { displayName }: Sender, text: string): AdaptiveCard {
  return messageCard({ title: kind === 'personal' ? 'About your click' : `About ${displayName}’s click`, text });
}

function alreadyAsked({ role, instance, status }: AccessRequest): string {
  const standing = status.state === 'granted' ? 'has been granted' : 'is waiting for a decision';
  return `${role.name} on ${instance.name} was asked for already and ${standing}. Say “requests” to see it.`;
}

function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
