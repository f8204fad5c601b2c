import type { TriageCard } from '../triage/store.ts';
import { buttons } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import { linkButton } from './link.ts';
import { footnote, present, words } from './text.ts';

export interface MovedView {
  /** Where its card is now; 'nowhere': it is over, and none was posted since. */
  to: 'another-channel' | 'this-channel' | 'nowhere';
  /** Opens that card. */
  url?: string | undefined;
}

/**
 * What is left of the card of a case or an incident once another one has taken its place: no button, as each has them on one
 * card alone. It names nobody: who reads here may not be of the helpdesk any more.
 */
export function movedCard(
  { kind, number }: { kind: TriageCard['subject']['kind']; number: number },
  { to, url }: MovedView,
): AdaptiveCard {
  const what = `${kind === 'case' ? 'Case' : 'Incident'} ${number}`;
  const line = {
    'another-channel': `${what} is in another channel now.`,
    'this-channel': `${what} has a newer card in this channel.`,
    nowhere: `${what} is over.`,
  }[to];
  return card(
    line,
    present([
      words({ text: line, isSubtle: true }),
      to === 'another-channel' && footnote('The helpdesk has moved there. Its members find it by “triage”, too.'),
      buttons([linkButton({ title: `Open ${what.toLowerCase()}`, url })]),
    ]),
  );
}
