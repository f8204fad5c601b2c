import { z } from 'zod/v4';
import { askedMeanwhileCard } from '../../cards/asked-meanwhile-card.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { caseDetailsCard } from '../../cards/case-details-card.ts';
import { chatAddress, chatLinkCard, takeFirstCard } from '../../cards/chat-link-card.ts';
import { goneCard } from '../../cards/gone-card.ts';
import { handedOverCard } from '../../cards/handed-over-card.ts';
import { caseMissedCard } from '../../cards/missed-card.ts';
import type { DiagnosisStore } from '../../diagnosis/record.ts';
import { type Tenant, TenantError } from '../../tenant.ts';
import type { Actor, Case, CaseEvent } from '../../triage/case.ts';
import { clickOnCase, type TriageDependencies } from '../../triage/cases.ts';
import { forOthers } from '../../triage/doing.ts';
import type { Helpdesk } from '../../triage/helpdesk.ts';
import { isOpen } from '../../triage/is-open.ts';
import type { TriageEntry } from '../../triage/store.ts';
import { threadLink } from '../../triage/thread-link.ts';
import type { CardClick } from '../activity.ts';
import { sameId } from '../same-id.ts';
import type { DrawCase } from '../triage/draw-case.ts';
import type { MayApprove } from '../triage/may-approve.ts';
import type { MaySee } from '../triage/may-see.ts';
import { type ClickAnswer, type ClickHandler, say, unreadable } from './answer.ts';
import { noted, written } from './case-note.ts';
import { id, pickedPerson } from './fields.ts';
import { actorOf, clickOf, helpdeskOnly, unproven } from './helpdesk-only.ts';
import { createOnTriage } from './on-triage.ts';

const DIRECTORY_WITHIN_MS = 3_000;

export interface CaseClicksDependencies {
  triage: TriageDependencies;
  helpdesk: Helpdesk;
  records: Pick<DiagnosisStore, 'get'>;
  tenant: Pick<Tenant, 'user'>;
  drawCase: DrawCase;
  maySee: MaySee;
  mayApprove: MayApprove;
}

type Verb = 'claim' | 'assign' | 'ask' | 'answered' | 'works' | 'resolve' | 'reopen' | 'show' | 'details' | 'chat';

/** What is done to a case. Who may is proven at every click; the case is re-read by its id. */
export function createCaseClicks({
  triage,
  helpdesk,
  records,
  tenant,
  drawCase,
  maySee,
  mayApprove,
}: CaseClicksDependencies): Record<Verb, ClickHandler> {
  const act = createOnTriage<Case, CaseEvent>({
    kind: 'case',
    helpdesk,
    apply: (click, event) => clickOnCase(click, event, triage),
    isParty,
    draw: drawFor,
  });

  function isParty({ reporter }: Case, actor: Actor): boolean {
    return actor.helpdesk || sameId(reporter.objectId, actor.objectId);
  }

  /** Who has reported it reads how it stands; the tools are the helpdesk's. */
  function drawFor(one: Case, actor: Actor): AdaptiveCard | Promise<AdaptiveCard> {
    return actor.helpdesk ? drawCase(one) : handedOverCard(one);
  }

  /** The case that a click is about, for whom it may be shown to. */
  async function standing({ conversation, data }: CardClick): Promise<{ one: Case } | { answer: ClickAnswer }> {
    const aimed = z.object({ id }).safeParse(data).data;
    if (aimed === undefined) return { answer: unreadable };
    const one = await triage.store.case(conversation.tenantId, aimed.id);
    return one === undefined ? { answer: { kind: 'card', card: goneCard('case') } } : { one };
  }

  async function assign(click: CardClick): Promise<ClickAnswer> {
    const assignee = z.object({ assignee: pickedPerson }).safeParse(click.data).data?.assignee;
    if (assignee === undefined) return say('Choose a person, then press Assign again.');
    return act(click, async (by) => {
      // Nothing of the directory is told to whoever may not assign.
      if (!by.helpdesk) return { type: 'assign', by, to: by };
      const to = await helpdeskMember(click.conversation.tenantId, assignee);
      return 'kind' in to ? to : { type: 'assign', by, to, ...noted(click, 'message') };
    });
  }

  async function helpdeskMember(
    tenantId: string,
    objectId: string,
  ): Promise<ClickAnswer | { objectId: string; displayName: string }> {
    try {
      const [user, membership] = await Promise.all([
        tenant.user(objectId, { signal: AbortSignal.timeout(DIRECTORY_WITHIN_MS) }),
        helpdesk.isMember(tenantId, objectId),
      ]);
      if (user === undefined) return say('The directory does not know this person. Choose somebody else.');
      if (membership.of === 'unknown') return unproven(membership.why);
      if (membership.of === 'no') {
        return say(`${user.displayName} is not of the helpdesk. Add them to its team first, or choose somebody else.`);
      }
      return { objectId: user.objectId, displayName: user.displayName };
    } catch (error) {
      if (!(error instanceof TenantError)) throw error;
      return say(`I could not look that person up, so nothing was changed: ${error.message}`);
    }
  }

  /** Which question the card shows pending. Undefined: it cannot be read. */
  function pendingOn({ data }: CardClick): { askedAt?: string } | undefined {
    const aimed = z.object({ askedAt: z.iso.datetime().optional() }).safeParse(data).data;
    return aimed?.askedAt === undefined ? aimed && {} : { askedAt: aimed.askedAt };
  }

  async function ask(click: CardClick): Promise<ClickAnswer> {
    const about = pendingOn(click);
    if (about === undefined) return unreadable;
    const note = written(click, 'question') ?? '';
    return act(
      click,
      (by) => ({ type: 'ask-reporter', by, note, ...about }),
      ({ reason, subject }) =>
        reason === 'asked-meanwhile'
          ? { kind: 'card', card: askedMeanwhileCard(subject, note), forClicker: true }
          : undefined,
    );
  }

  async function answered(click: CardClick): Promise<ClickAnswer> {
    const about = pendingOn(click);
    if (about === undefined) return unreadable;
    return act(click, (by) => ({ type: 'answered', by, ...about }));
  }

  async function resolve(click: CardClick): Promise<ClickAnswer> {
    const note = written(click, 'note');
    return act(
      click,
      (by) => ({ type: 'resolve', by, ...noted(click) }),
      (refused) => missedFirst(refused, note),
    );
  }

  /** What has to be read before the case is resolved; undefined where it was refused for something else. */
  function missedFirst(
    { subject, missed }: { subject: Case; missed?: readonly TriageEntry[] },
    note: string | undefined,
  ): ClickAnswer | undefined {
    if (missed === undefined) return undefined;
    const card = caseMissedCard(subject, missed, { note, threadUrl: threadLink(subject) });
    return { kind: 'card', card, forClicker: true };
  }

  /** On the card of a diagnosis, which knows nothing of its case; any of them will do, however old. */
  async function works(click: CardClick): Promise<ClickAnswer> {
    const aimed = z.object({ id }).safeParse(click.data).data;
    if (aimed === undefined) return unreadable;
    const { tenantId } = click.conversation;
    const one = await triage.store.byDiagnosis(tenantId, aimed.id);
    if (one === undefined) return say('No case is open for this, so there is nothing to end.');
    const proven = await actorOf(click, helpdesk);
    if ('unproven' in proven) return proven.unproven;
    if (!isOpen(one) && isParty(one, proven.actor)) return say(`Case ${one.number} is ended already.`);
    const event = { type: 'resolve', by: proven.actor } as const;
    // What the reporter has said at any time may be news to whoever reads the diagnosis only.
    const clicked = await clickOnCase(clickOf(click, { id: one.id, version: 1 }), event, triage);
    if (clicked.outcome === 'gone') return { kind: 'card', card: goneCard('case') };
    const missed = clicked.outcome === 'refused' ? missedFirst(clicked, undefined) : undefined;
    if (missed !== undefined) return missed;
    return say(clicked.outcome === 'done' ? `Good to hear. I have resolved case ${one.number}.` : clicked.message);
  }

  async function show(click: CardClick): Promise<ClickAnswer> {
    const found = await standing(click);
    if ('answer' in found) return found.answer;
    const { one } = found;
    const shown = (card: AdaptiveCard): ClickAnswer => ({ kind: 'card', card, forClicker: true });
    const proven = await actorOf(click, helpdesk);
    if ('actor' in proven && proven.actor.helpdesk) return shown(await drawCase(one));
    if (sameId(one.reporter.objectId, click.from.objectId)) return shown(handedOverCard(one));
    return 'unproven' in proven ? proven.unproven : helpdeskOnly;
  }

  async function details(click: CardClick): Promise<ClickAnswer> {
    const found = await standing(click);
    if ('answer' in found) return found.answer;
    const { one } = found;
    const [record, history, proven] = await Promise.all([
      records.get(one.tenantId, one.diagnosisId),
      triage.store.history(one.tenantId, one.id),
      actorOf(click, helpdesk),
    ]);
    if (record?.diagnosis === undefined) return { kind: 'card', card: goneCard('diagnosis'), forClicker: true };
    const seen = await maySee(record, click.from, one);
    if (!seen.may) return say(seen.why);
    const isHelpdesk = 'actor' in proven && proven.actor.helpdesk;
    return {
      kind: 'card',
      card: caseDetailsCard(one, record.diagnosis, isHelpdesk ? history : history.map(forOthers)),
      forClicker: true,
      confidential: true,
    };
  }

  async function chat(click: CardClick): Promise<ClickAnswer> {
    const found = await standing(click);
    if ('answer' in found) return found.answer;
    const { one } = found;
    const refused = await mayReach(click, one);
    if (refused !== undefined) return refused;
    try {
      const user = await tenant.user(one.reporter.objectId, { signal: AbortSignal.timeout(DIRECTORY_WITHIN_MS) });
      const address = user && chatAddress(one.tenantId, user.userPrincipalName, `About case ${one.number}: `);
      return { kind: 'card', card: chatLinkCard(one, address, threadLink(one)), forClicker: true, confidential: true };
    } catch (error) {
      if (!(error instanceof TenantError)) throw error;
      return say(`I could not look up how to reach ${one.reporter.displayName}: ${error.message}`);
    }
  }

  /**
   * The address of whoever reported it is for himself, for whoever has taken the case as long as he is of the helpdesk, and for
   * those who can approve.
   */
  async function mayReach(click: CardClick, one: Case): Promise<ClickAnswer | undefined> {
    const { from } = click;
    if (sameId(one.reporter.objectId, from.objectId)) return undefined;
    const [proven, { right }] = await Promise.all([
      actorOf(click, helpdesk),
      records.get(one.tenantId, one.diagnosisId).then((record) => mayApprove(record?.diagnosis, from)),
    ]);
    if (right === 'yes') return undefined;
    if ('unproven' in proven) return proven.unproven;
    if (!proven.actor.helpdesk) return helpdeskOnly;
    if (one.assignee !== undefined && sameId(one.assignee.objectId, from.objectId)) return undefined;
    if (!isOpen(one)) return say('The case is resolved. Reopen it and take it, then you can chat with the reporter.');
    return { kind: 'card', card: takeFirstCard(one, 'Chat with reporter'), forClicker: true };
  }

  return {
    claim: (click) => act(click, (by) => ({ type: 'claim', by })),
    assign,
    ask,
    answered,
    works,
    resolve,
    reopen: (click) => act(click, (by) => ({ type: 'reopen', by, ...noted(click) })),
    show,
    details,
    chat,
  };
}
