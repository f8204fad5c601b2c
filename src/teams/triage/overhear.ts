import type { Conversation } from '../../access/delivery.ts';
import { askedAfterCard } from '../../cards/asked-after-card.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { itWorksCard, whichWorksCard } from '../../cards/it-works-card.ts';
import { asksAfterCase, saysCloseOrReopen } from '../../symptoms/asks-after-case.ts';
import { beginsAsAnswer, saysItWorks, whatWorks } from '../../symptoms/it-works.ts';
import { saysStillFails } from '../../symptoms/still-fails.ts';
import { caseAskedAfter } from '../../triage/asked-after.ts';
import type { TriageDependencies } from '../../triage/cases.ts';
import { type HearDependencies, hearReporter } from '../../triage/hear-reporter.ts';
import { threadLink } from '../../triage/thread-link.ts';
import type { ActOnce } from '../act-once.ts';
import type { IncomingMessage, Sender } from '../activity.ts';
import type { Messenger } from '../messenger.ts';
import { asHeard } from '../taking.ts';
import type { QuestionAgain, TellOfCases } from './tell-of-cases.ts';

/** What was said is about a case of the writer's, and needs no answer, but for these where it is no report. */
export interface AboutCase {
  question?: QuestionAgain;
  /** Where it stands, which the writer has asked, or changed. */
  stands?: AdaptiveCard;
}

/** Hears what people write for what it means to their own cases. Undefined where it means nothing. */
export type Overhear = (
  message: Pick<IncomingMessage, 'conversation' | 'from' | 'id' | 'text' | 'addressed'>,
) => Promise<AboutCase | undefined>;

export interface OverhearDependencies {
  triage: TriageDependencies;
  records: HearDependencies['records'];
  messenger: Pick<Messenger, 'send'>;
  askAgain: TellOfCases['askAgain'];
  actOnce: ActOnce;
}

export function createOverhear({ triage, records, messenger, askAgain, actOnce }: OverhearDependencies): Overhear {
  return async function overhear({ conversation, from: by, id: messageId, text, addressed }) {
    const { tenantId, id } = conversation;
    const name = whatWorks(text);
    const asks = addressed && asksAfterCase(text);
    const hearing = { conversation, ...(messageId !== undefined && { id: asHeard(messageId) }) };
    const heard = await hearReporter(
      {
        tenantId,
        conversation,
        by,
        works: saysItWorks(text) && { ...(name !== undefined && { name }) },
        fails: addressed && saysStillFails(text),
        answers: beginsAsAnswer(text),
        asks,
        decides: saysCloseOrReopen(text),
        once: (act) => actOnce(hearing, act),
      },
      { ...triage, records },
    );
    if (heard === undefined) return asks ? whereItStands(conversation, by) : undefined;
    switch (heard.what) {
      case 'answered':
      case 'again':
        return {};
      case 'fails':
        return { stands: askedAfterCard({ one: heard.one, here: true }) };
      case 'unheard':
        return { question: await askAgain(heard.one) };
      default:
        // Where it is silent it hears all the same.
        if (addressed || !(await triage.store.isMuted(tenantId, id))) {
          await messenger.send(
            conversation,
            heard.what === 'works' ? itWorksCard(heard.one) : whichWorksCard(heard.cases),
          );
        }
        return {};
    }
  };

  /** Undefined where he has no case: then it is talk like any other. */
  async function whereItStands(conversation: Conversation, by: Sender): Promise<AboutCase | undefined> {
    const asked = await caseAskedAfter({ tenantId: conversation.tenantId, conversation, by }, triage.store);
    if (asked === undefined) return undefined;
    const isThere = 'one' in asked && asked.one.origin.conversationId === conversation.id;
    return { stands: askedAfterCard(asked, 'one' in asked && !isThere ? threadLink(asked.one) : undefined) };
  }
}
