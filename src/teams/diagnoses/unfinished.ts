/** What a stop of the process has left: diagnoses that were running, and cards that were never shown. */
import type { Conversation, ConversationStore } from '../../access/delivery.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { messageCard } from '../../cards/message-card.ts';
import { mutable } from '../../cards/not-helpful.ts';
import type { DiagnosisRecord, DiagnosisStore } from '../../diagnosis/record.ts';
import type { Tenant } from '../../tenant.ts';
import type { Helpdesk } from '../../triage/helpdesk.ts';
import type { Background } from '../background.ts';
import type { DiagnosisCards } from '../diagnosis-cards.ts';
import type { Messenger } from '../messenger.ts';
import { createMayStillSee } from '../triage/may-still-see.ts';
import { whereReachable } from '../where-reachable.ts';
import { canDiagnose } from './can-diagnose.ts';
import type { Posts } from './posts.ts';
import type { DiagnosisRuns } from './runs.ts';
import type { ToldOfIncident } from './told-of-incident.ts';

export interface UnfinishedDependencies {
  tenant: Tenant;
  helpdesk: Helpdesk;
  store: Pick<DiagnosisStore, 'unfinished' | 'takeUp' | 'conclude' | 'unshown' | 'shown'>;
  conversations: Pick<ConversationStore, 'get'>;
  messenger: Messenger;
  background: Background;
}

export interface Unfinished {
  /** Picks up what a stop of the process has left unfinished: begun from `since` on, and not after `until`. */
  resume(since: Date, until: Date): Promise<number>;
  /** Of these, shows what was found and never shown. */
  showAgain(since: Date, until: Date): Promise<number>;
}

export function createUnfinished(
  { store, conversations, messenger, background, ...rights }: UnfinishedDependencies,
  cards: DiagnosisCards,
  { show }: Pick<Posts, 'show'>,
  runs: DiagnosisRuns,
  { incidentBehind, tellAgain, lookAfterAll }: ToldOfIncident,
): Unfinished {
  const mayStillSee = createMayStillSee(rights);

  async function resume(since: Date, until: Date): Promise<number> {
    const unfinished = await store.unfinished(since.toISOString(), until.toISOString());
    for (const left of unfinished) {
      background.start('resumed diagnosis', async () => {
        const conversation = await conversations.get(left.tenantId, left.conversationId);
        if (conversation === undefined) return;
        // Of replicas that start at once, one goes on.
        const record = await store.takeUp(left);
        if (record === undefined) return;
        if (record.joins !== undefined) {
          const incident = await incidentBehind(record);
          // What is stored is not replaced: whoever has begun it may be at it still.
          return incident?.id === record.joins ? tellAgain(incident, record, conversation) : lookAfterAll(record);
        }
        // A file was being read, and what was written with it says too little.
        if (!canDiagnose(record.report) && (record.report.kind !== 'unclear' || record.readInPart)) {
          const sent = await show(record, conversation, mutable(record, interruptedCard()));
          // Whoever reads it all the same has begun it anew.
          if (sent !== undefined) await store.conclude({ ...sent, state: 'done' }, true);
          return;
        }
        await runs.startAgain(record, conversation);
      });
    }
    return unfinished.length + (await showAgain(since, until));
  }

  /** Where others read along, what is shown is for them all. */
  async function mayStillShow(record: DiagnosisRecord, { kind }: Conversation): Promise<boolean> {
    return kind !== 'personal' || (await mayStillSee(record, record.askedBy)).right === 'yes';
  }

  async function showAgain(since: Date, until: Date): Promise<number> {
    const unshown = await store.unshown(since.toISOString(), until.toISOString());
    for (const record of unshown) {
      background.start('card of a diagnosis', async () => {
        const conversation = await conversations.get(record.tenantId, record.conversationId);
        if (conversation === undefined || runs.has(record.id)) return;
        const card =
          (await cards.caseCardOf(record, conversation)) ??
          ((await mayStillShow(record, conversation)) ? await cards.offeringCardOf(record, conversation) : undefined);
        if (record.activityId === undefined || card === undefined) {
          // A question, why nothing was found, or what its asker may see by now: all come out of another look.
          const again = await store.takeUp(record);
          if (again !== undefined) await runs.startAgain(again, conversation);
          return;
        }
        const { activityId } = record;
        await whereReachable(() => messenger.update(conversation, activityId, card));
        await store.shown(record);
      });
    }
    return unshown.length;
  }

  return { resume, showAgain };
}

function interruptedCard(): AdaptiveCard {
  return messageCard({
    title: 'I was interrupted',
    text: 'I was restarted while I read your file, and have not kept it.',
    next: 'Please send it again.',
  });
}
