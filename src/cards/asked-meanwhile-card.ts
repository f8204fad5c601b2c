import type { Case } from '../triage/case.ts';
import { button, buttons } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import { publicName } from './case-words.ts';
import { discreet } from './discreet.ts';
import { inert, plain } from './escape.ts';
import { noteInput } from './note-input.ts';
import { pending } from './pending-question.ts';
import { kicker, present, title, words } from './text.ts';
import { REASON_MAX, triageVerbs } from './verbs.ts';

/** In place of a question that would have taken the place of one that its writer had not seen; with what he wrote. */
export function askedMeanwhileCard(one: Case, question: string): AdaptiveCard {
  const { status } = one;
  const by = 'by' in status && status.by !== undefined ? publicName(status.by.displayName) : 'The helpdesk';
  const asked = 'note' in status ? status.note : undefined;
  const who = publicName(one.reporter.displayName);
  const headline = `${by} asked meanwhile`;
  return card(
    headline,
    present([
      kicker(`Case ${one.number} · Only you see this`, 'Accent'),
      title(headline),
      asked !== undefined && words({ text: `“${discreet(asked)}”`, max: 520 }),
      words(`Yours is not sent. If you send it, ${who} answers it instead of this one.`),
      { ...noteInput('question', `What do you need to know of ${inert(who)}?`), value: plain(question, REASON_MAX) },
      buttons([
        button('Ask this instead', triageVerbs.askReporter, { ...one, ...pending(one) }, { form: true }),
        button('Back to the case', triageVerbs.showCase, { id: one.id }),
      ]),
    ]),
  );
}
