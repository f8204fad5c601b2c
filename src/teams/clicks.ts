import type { ConversationStore } from '../access/delivery.ts';
import { phraseOf } from '../cards/phrases.ts';
import { type TriageVerb, type Verb, verbs } from '../cards/verbs.ts';
import type { CardClick, IncomingMessage } from './activity.ts';
import { type ClickAnswer, type ClickHandler, unreadable } from './clicks/answer.ts';
import { createDecisionClicks, type DecisionClicksDependencies } from './clicks/decision-clicks.ts';
import { createDiagnosisClicks, type DiagnosisClicksDependencies } from './clicks/diagnosis-clicks.ts';
import { createLifeClicks } from './clicks/life-clicks.ts';
import { createOnRequest, type OnRequestDependencies } from './clicks/on-request.ts';
import { createRequestClicks, type RequestClicksDependencies } from './clicks/request-clicks.ts';
import { warningOfSecrets } from './clicks/warn-of-secrets.ts';

export interface ClicksDependencies
  extends DiagnosisClicksDependencies,
    RequestClicksDependencies,
    OnRequestDependencies,
    Omit<DecisionClicksDependencies, 'onRequest'> {
  /** Takes a phrase as if the person had typed it. */
  say: (message: IncomingMessage) => Promise<void>;
  conversations: Pick<ConversationStore, 'get' | 'personal'>;
  triageClicks: Record<TriageVerb, ClickHandler>;
}

/** Handles every button. The clicker is whom Teams vouches for; of the card's data only ids and form inputs are read. */
export function createClickHandler(dependencies: ClicksDependencies): ClickHandler {
  const onRequest = createOnRequest(dependencies);
  const diagnosis = createDiagnosisClicks(dependencies);
  const request = createRequestClicks(dependencies);
  const decision = createDecisionClicks({ ...dependencies, onRequest });
  const life = createLifeClicks({ ...dependencies, onRequest });

  const handlers: Record<Verb | TriageVerb, ClickHandler> = {
    ...dependencies.triageClicks,
    [verbs.confirmSymptoms]: diagnosis.confirm,
    [verbs.recheck]: diagnosis.recheck,
    [verbs.request]: request.request,
    [verbs.extend]: request.extend,
    [verbs.approve]: decision.approve,
    [verbs.approveLess]: decision.approveLess,
    [verbs.deny]: decision.deny,
    [verbs.revoke]: decision.revoke,
    [verbs.withdraw]: life.withdraw,
    [verbs.remind]: life.remind,
    [verbs.done]: life.done,
    [verbs.lookAgain]: life.lookAgain,
    [verbs.show]: life.show,
    [verbs.olderRequests]: life.olderRequests,
    [verbs.moreApprovals]: life.moreApprovals,
    [verbs.say]: sayPhrase,
  };

  async function sayPhrase({ conversation, from, data }: CardClick): Promise<ClickAnswer> {
    const phrase = phraseOf(String(data.id));
    if (phrase === undefined) return unreadable;
    await dependencies.say({ conversation, from, text: phrase, addressed: true, files: [], picture: false });
    return { kind: 'message', text: phrase, shownAnyway: true };
  }

  return warningOfSecrets(async function handleClick(click) {
    const handle = Object.entries(handlers).find(([verb]) => verb === click.verb)?.[1];
    return handle === undefined ? unreadable : handle(click);
  }, dependencies);
}
