import { itWorksCard, whichWorksCard } from '../../cards/it-works-card.ts';
import { saysItWorks } from '../../symptoms/it-works.ts';
import type { TriageDependencies } from '../../triage/cases.ts';
import { hearReporter } from '../../triage/hear-reporter.ts';
import type { ActOnce } from '../act-once.ts';
import type { IncomingMessage } from '../activity.ts';
import type { Messenger } from '../messenger.ts';
import { asHeard } from '../taking.ts';
import type { QuestionAgain, TellOfCases } from './tell-of-cases.ts';

/** What was said is about a case of the writer's, and needs no answer, but for `reply` where it is no report. */
export interface AboutCase {
  reply?: QuestionAgain;
}

/** Hears what people write for what it means to their own cases. Undefined where it means nothing. */
export type Overhear = (
  message: Pick<IncomingMessage, 'conversation' | 'from' | 'id' | 'text' | 'addressed'>,
) => Promise<AboutCase | undefined>;

export interface OverhearDependencies {
  triage: TriageDependencies;
  messenger: Pick<Messenger, 'send'>;
  askAgain: TellOfCases['askAgain'];
  actOnce: ActOnce;
}

export function createOverhear({ triage, messenger, askAgain, actOnce }: OverhearDependencies): Overhear {
  return async function overhear({ conversation, from: by, id: messageId, text, addressed }) {
    const { tenantId, id } = conversation;
    const hearing = { conversation, ...(messageId !== undefined && { id: asHeard(messageId) }) };
    const heard = await hearReporter(
      { tenantId, conversation, by, works: saysItWorks(text), once: (act) => actOnce(hearing, act) },
      triage,
    );
    if (heard === undefined) return undefined;
    switch (heard.what) {
      case 'answered':
      case 'again':
        return {};
      case 'unheard':
        return { reply: await askAgain(heard.one) };
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
}
