import { isDeepStrictEqual } from 'node:util';
import type { Conversation, ConversationStore } from '../access/delivery.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { messageCard } from '../cards/message-card.ts';
import { secretCard } from '../cards/secret-card.ts';
import type { DiagnosisRecord, DiagnosisStore } from '../diagnosis/record.ts';
import { asksAfterCase } from '../symptoms/asks-after-case.ts';
import { asksWhatToDo } from '../symptoms/asks-what-to-do.ts';
import { isClearReport, isOwnReport } from '../symptoms/clear-report.ts';
import { answerService, isSaidToBot, reactsToAnswer, refine } from '../symptoms/follow-up.ts';
import { withKnownOperation } from '../symptoms/known-operation.ts';
import { needsNoAnswer } from '../symptoms/needs-no-answer.ts';
import { readSymptoms } from '../symptoms/read-symptoms.ts';
import type { SymptomKind, SymptomReport } from '../symptoms/report.ts';
import type { TriageStore } from '../triage/store.ts';
import { createActOnce } from './act-once.ts';
import type { Background } from './background.ts';
import { canDiagnose, diagnosable } from './diagnoses/can-diagnose.ts';
import type { Diagnoses } from './diagnoses.ts';
import { createFileAnswers } from './file-answers.ts';
import { createGathering, type Gathering, type Whole } from './gathering.ts';
import type { Messenger } from './messenger.ts';
import type { FileReader } from './read-file.ts';
import { answerFirst, noCase, noErrorInFile, noPictures, notUnderstood, reply } from './replies.ts';
import { sameId } from './same-id.ts';
import { takingOf } from './taking.ts';
import type { QuestionAgain } from './triage/tell-of-cases.ts';

export interface AnswersDependencies {
  diagnoses: Diagnoses;
  records: DiagnosisStore;
  conversations: ConversationStore;
  messenger: Messenger;
  background: Background;
  files: FileReader;
  triage: Pick<TriageStore, 'isMuted'>;
  now: () => Date;
}

export interface Answers extends Pick<Gathering, 'take' | 'end'> {
  /** Whether something is said to the bot: in its own chat, with a mention of it, or in a thread where it has answered this person. */
  isOurs(message: Pick<Whole, 'conversation' | 'from' | 'addressed'>): Promise<boolean>;
}

/** What a message was understood as. */
interface Understood {
  report: SymptomReport;
  /** What it changes or answers. */
  last?: DiagnosisRecord;
  /** Where it does neither: what was told before. */
  told?: DiagnosisRecord;
}

const EVER = new Date(0).toISOString();
/** So long after a report a short message may still be about it. */
const followUpWithinMs = 30 * 60_000;
/** So long after an answer a person may still ask what to do with it. */
const whatNextWithinMs = 24 * 60 * 60_000;

/** Answers what people write about their trouble. */
export function createAnswers(dependencies: AnswersDependencies): Answers {
  const { diagnoses, records, conversations, messenger, triage, now } = dependencies;
  const actOnce = createActOnce(dependencies);
  const gathering = createGathering(answer);
  const fileAnswers = createFileAnswers({ ...dependencies, add: gathering.add, show: put, leave });

  async function isOurs({
    conversation,
    from,
    addressed,
  }: Pick<Whole, 'conversation' | 'from' | 'addressed'>): Promise<boolean> {
    const { tenantId, id } = conversation;
    if (addressed) {
      await conversations.remember(conversation);
      return true;
    }
    if (!isThread(conversation) || (await triage.isMuted(tenantId, id))) return false;
    return (await records.latest(tenantId, id, from.objectId, EVER)) !== undefined;
  }

  /**
   * What says beyond doubt that its writer is refused by ADT, and was said to nobody in particular: where it begins a thread, or
   * in one that the bot is in already, because of somebody else.
   */
  async function isUnasked({ conversation, beginsThread, text }: Whole): Promise<boolean> {
    const { tenantId, id } = conversation;
    if (!(beginsThread || isThread(conversation)) || !isClearReport(text, readSymptoms(text))) return false;
    if (!beginsThread && (await conversations.get(tenantId, id)) === undefined) return false;
    return !(await triage.isMuted(tenantId, id));
  }

  async function answer(whole: Whole): Promise<void> {
    // What was said to others is no part of what is then said to the bot.
    if (!(await isOurs(whole))) {
      if (!(await isUnasked(whole))) return gathering.end(whole.conversation, whole.from);
      whole.unasked = true;
    }
    whole.isCopy = false;
    if (await isAnswered(whole)) return leave(whole);
    const files = whole.files.splice(0);
    if (files.length > 0) {
      await replaceQuestion(whole);
      return fileAnswers.read(whole, files);
    }
    const fresh = whole.fresh.splice(0).join('\n');
    if (fresh === '' && whole.activityId !== undefined) return;

    if (await isToldOfCase(whole, fresh)) return;
    const understood = await understand(whole, fresh);
    await respond(whole, understood);
    if (!whole.isCopy) await tellOfSecrets(whole, understood.report);
  }

  /** Whoever asks after his case is answered apart from what he reported within seconds of that. */
  async function isToldOfCase(whole: Whole, fresh: string): Promise<boolean> {
    if (!whole.spokenTo || !asksAfterCase(fresh)) return false;
    const { stands } = (await whole.aboutCase) ?? {};
    if (stands === undefined) return false;
    await showOnce(whole, () => messenger.send(whole.conversation, stands));
    return true;
  }

  /** All of this is answered already: Teams delivers again what it believes to be lost. */
  async function isAnswered({ conversation, unanswered }: Whole): Promise<boolean> {
    const answered = await Promise.all(unanswered.map((id) => records.isTaken(takingOf(conversation, id, now()))));
    return answered.length > 0 && answered.every(Boolean);
  }

  /** What comes next is no part of what another is answering. */
  function leave(whole: Whole): void {
    whole.isCopy = true;
    for (const left of [whole.fresh, whole.files, whole.unanswered]) left.length = 0;
    if (whole.record === undefined) gathering.end(whole.conversation, whole.from);
  }

  /** The report, and the record that it changes, if it follows up on one. */
  async function understand(whole: Whole, fresh: string): Promise<Understood> {
    const { conversation, from, record } = whole;
    const since = new Date(now().getTime() - followUpWithinMs).toISOString();
    const latest = (kinds?: readonly SymptomKind[]) =>
      records.latest(conversation.tenantId, conversation.id, from.objectId, since, kinds);
    const last = await (record === undefined ? latest() : records.get(record.tenantId, record.id));
    const report = readSymptoms(whole.text);
    // His own words are about himself, whatever he has had looked at for others.
    const ofAnother = record === undefined && last !== undefined && isOfAnother(last);
    if (ofAnother && isOwnReport(whole.text, report)) return { report };
    // What was not understood is asked about, and takes nothing from what was told before.
    const isUnclear = last !== undefined && !canDiagnose(last.report);
    const told = isUnclear ? await latest(diagnosable) : last;
    const question = last?.report.kind === 'unclear' ? last : undefined;
    const refined = (question && asAnswer(question, fresh)) ?? asFollowUp(told, fresh) ?? asFollowUp(question, fresh);
    // In a thread people also talk to each other.
    const isAnswered = last?.state === 'done';
    const meant = whole.spokenTo || isSaidToBot(fresh, !isAnswered);
    if (refined !== undefined && meant) {
      // An answer that is there already stays; the follow-up gets its own.
      if (record !== undefined && refined.last.state === 'done' && reactsToAnswer(fresh)) startAfresh(whole);
      return refined;
    }
    // 'I get a 403 on ADT' tells the service of what was pasted before it.
    const isSaidToOthers = report.kind === 'access-request' && !whole.addressed;
    if (question?.state === 'waiting-for-answer' && canDiagnose(report) && !isSaidToOthers) {
      return { report: { ...question.report, ...report }, last: question };
    }
    return told === undefined ? { report } : { report: withKnownOperation(report, told.report), told };
  }

  /**
   * In a thread people also talk to each other. What is said to nobody in particular has to go on with what the bot was told,
   * or has to be a report beyond doubt.
   */
  function isForBot({ addressed, unasked, record, text }: Whole, { report, last }: Understood): boolean {
    return addressed || unasked === true || record !== undefined || last !== undefined || isClearReport(text, report);
  }

  async function respond(whole: Whole, understood: Understood): Promise<void> {
    const { report, last, told } = understood;
    const { conversation, from, record, addressed } = whole;
    // In a thread people also ask each other.
    if (report.kind === 'access-request' && !isForSelf(report, from.objectId) && !addressed) return;
    if (canDiagnose(report)) return isForBot(whole, understood) ? diagnose(whole, understood) : undefined;
    const aboutCase = await whole.aboutCase;
    if (aboutCase?.question !== undefined) return askAgain(whole, aboutCase.question);
    if (aboutCase?.stands !== undefined) return show(whole, aboutCase.stands);
    if (aboutCase !== undefined)
      return whole.awaitsFile ? tellOfFile(whole) : take(conversation, whole.unanswered.splice(0));
    // What was understood before is not taken back by what comes after it.
    if (record !== undefined && canDiagnose(record.report)) return;
    const next = await whatNext(whole, report);
    if (next !== undefined) return show(whole, next);
    const isBare = addressed && whole.text === '' && !whole.picture && !whole.awaitsFile;
    if ((report.kind === 'chatter' || isBare) && !whole.awaitsFile) {
      // In a channel the bot stays out of other people's talk, and leaves them the last word.
      const awaitsAnswer = conversation.kind === 'personal' || (whole.spokenTo && !needsNoAnswer(whole.text));
      if (awaitsAnswer || isBare) await show(whole, reply(whole, last, told));
      return;
    }
    if (!addressed) return;
    if (whole.text === '' && whole.picture) return show(whole, noPictures());
    if (told !== undefined && record === undefined && tellsNothing(report)) return show(whole, notUnderstood(told));
    await diagnose(whole, { report: { ...report, kind: 'unclear' } });
  }

  /** For whoever asks the bot what to do with its answer, or after a case that he does not have. */
  async function whatNext(whole: Whole, { kind }: SymptomReport): Promise<AdaptiveCard | undefined> {
    const { conversation, from, text, spokenTo, awaitsFile, record } = whole;
    const asks = asksWhatToDo(text);
    // What is still being answered is in the card that this would take.
    if (!spokenTo || awaitsFile || record !== undefined || !(asks || asksAfterCase(text))) return undefined;
    const since = new Date(now().getTime() - whatNextWithinMs).toISOString();
    const latest = (kinds?: readonly SymptomKind[]) =>
      records.latest(conversation.tenantId, conversation.id, from.objectId, since, kinds);
    if ((await latest())?.state === 'waiting-for-answer') return answerFirst();
    const found = await latest(diagnosable);
    const next = found?.state === 'done' ? await diagnoses.whatNextOf(found, conversation, !asks) : undefined;
    // What hints at a trouble is asked about.
    return next ?? (asks || kind !== 'chatter' ? undefined : noCase());
  }

  async function diagnose(whole: Whole, { report, last, told = last }: Understood): Promise<void> {
    await replaceQuestion(whole);
    const { conversation, from, record, activityId, readInPart, addressed } = whole;
    // What follows on nothing, or on an answer that nobody had asked for, is not asked for either, unless the bot is spoken to.
    const unasked = whole.unasked || (!addressed && (told === undefined || (last ?? told).unasked === true));
    const samePlace = last !== undefined && isDeepStrictEqual(last.report.instance, report.instance);
    const instanceId = samePlace ? (last.instanceId ?? last.diagnosis?.instance?.id) : undefined;
    const messageIds = whole.unanswered.splice(0);
    if (record === undefined) {
      const begun = await diagnoses.begin(conversation, from, report, {
        activityId,
        instanceId,
        readInPart,
        unasked,
        messageIds,
      });
      if (begun === undefined) return leave(whole);
      whole.record = begun;
      keepPlace(whole);
      if (last?.state === 'waiting-for-answer') await closeQuestion(last, conversation);
      return;
    }
    // What the next part leaves as it was runs on.
    const known = isDeepStrictEqual(record.report, report) && (record.readInPart ?? false) === readInPart;
    if (known && !whole.awaitsFile) return take(conversation, messageIds);
    whole.awaitsFile = false;
    const revised = await diagnoses.revise(record, conversation, report, { instanceId, readInPart, messageIds });
    if (revised === undefined) return leave(whole);
    whole.record = revised;
  }

  async function take(conversation: Conversation, messageIds: readonly string[]): Promise<void> {
    for (const id of messageIds) await records.take(takingOf(conversation, id, now()));
  }

  /** Its card says that it is being read. */
  async function tellOfFile(whole: Whole): Promise<void> {
    whole.awaitsFile = false;
    if (whole.record !== undefined) await records.end(whole.record);
    return show(whole, noErrorInFile());
  }

  /** The form of a question that was answered in words would only be in the way. */
  async function closeQuestion(question: DiagnosisRecord, conversation: Conversation): Promise<void> {
    await records.end(question);
    if (question.activityId === undefined) return;
    const card = messageCard({ title: 'Answered', text: 'You told me what I asked here; the answer is further down.' });
    await messenger.update(conversation, question.activityId, card);
  }

  async function askAgain(whole: Whole, question: QuestionAgain): Promise<void> {
    await show(whole, question.card);
    const { conversation, activityId } = whole;
    if (whole.isCopy || activityId === undefined) return;
    const message = { conversationId: conversation.id, activityId };
    whole.replaceQuestion = () => question.replaced(message);
    await question.shown(message);
  }

  /** What is answered in a card that nobody keeps. */
  function show(whole: Whole, card: AdaptiveCard): Promise<void> {
    return showOnce(whole, () => put(whole, card));
  }

  async function showOnce(whole: Whole, shows: () => Promise<unknown>): Promise<void> {
    const { conversation } = whole;
    const messageIds = whole.unanswered.splice(0);
    const id = messageIds.at(-1);
    const isShown = await actOnce({ conversation, ...(id !== undefined && { id }) }, async () => {
      await shows();
      await take(conversation, messageIds.slice(0, -1));
      return true;
    });
    if (isShown === undefined) leave(whole);
  }

  async function put(whole: Whole, card: AdaptiveCard): Promise<void> {
    await replaceQuestion(whole);
    const { conversation, activityId } = whole;
    if (activityId === undefined) whole.activityId = await messenger.send(conversation, card);
    else await messenger.update(conversation, activityId, card);
  }

  async function tellOfSecrets(whole: Whole, { redacted }: SymptomReport): Promise<void> {
    const seen = redacted.filter((kind) => !whole.told.has(kind));
    for (const kind of seen) whole.told.add(kind);
    if (seen.length > 0) await messenger.send(whole.conversation, secretCard(seen));
  }

  return { take: gathering.take, end: gathering.end, isOurs };
}

/** Of a channel. A group chat has no threads; there the bot speaks when it is spoken to. */
function isThread({ kind, id }: Conversation): boolean {
  return kind === 'channel' && id.includes(';messageid=');
}

/** It was another's message, or is said to be another's trouble. */
function isOfAnother({ askedBy, writtenBy = askedBy, report: { principal } }: DiagnosisRecord): boolean {
  return !sameId(writtenBy.objectId, askedBy.objectId) || principal?.kind === 'user' || principal?.kind === 'group';
}

function keepPlace(whole: Whole): void {
  const activityId = whole.record?.activityId;
  if (activityId !== undefined) whole.activityId = activityId;
}

/** Else the end of the question would take the place of the answer. */
async function replaceQuestion(whole: Whole): Promise<void> {
  await whole.replaceQuestion?.();
  delete whole.replaceQuestion;
}

function startAfresh(whole: Whole): void {
  delete whole.record;
  delete whole.activityId;
  // What began the thread has been answered.
  whole.beginsThread = false;
}

/** The answer to the question which service it was. */
function asAnswer(question: DiagnosisRecord, fresh: string): (Understood & { last: DiagnosisRecord }) | undefined {
  const report = answerService(question.report, fresh);
  return report && { report, last: question };
}

function asFollowUp(last: DiagnosisRecord | undefined, fresh: string): ReturnType<typeof asAnswer> {
  const report = last && refine(last.report, fresh, last.offered);
  return report && { report, last };
}

/** Nothing in it could be a refusal of its own. */
function tellsNothing({ status, service, errorCode, token, client }: SymptomReport): boolean {
  return [status, service, errorCode, token, client].every((each) => each === undefined);
}

function isForSelf({ principal }: SymptomReport, askerId: string): boolean {
  return principal === undefined || principal.kind === 'me' || principal.id?.toLowerCase() === askerId.toLowerCase();
}
