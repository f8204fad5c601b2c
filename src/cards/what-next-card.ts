import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { type AdaptiveCard, card } from './card.ts';
import { discreet } from './discreet.ts';
import { whoCanFix } from './shared-diagnosis-card.ts';
import { heading, present, words } from './text.ts';

export interface WhatNextView {
  /** He asked after a case, and has none. */
  afterCase: boolean;
  /** What the card of the diagnosis has buttons for. */
  requests: boolean;
  helpdesk: boolean;
}

/**
 * To whoever asks what to do with what was found: what that was, who can mend it, and which buttons of its card ask them.
 * It has none of its own, for those of the diagnosis change the card that they are on. Fit to be read along.
 */
export function whatNextCard(diagnosis: Diagnosis, { afterCase, requests, helpdesk }: WhatNextView): AdaptiveCard {
  const headline = afterCase ? 'You have no open case' : 'What to do next';
  return card(
    `${headline}. ${discreet(diagnosis.headline)}`,
    present([
      heading(headline),
      words(['I found this: ', { text: discreet(diagnosis.headline), weight: 'Bolder' }]),
      whoCanFix(diagnosis, false),
      words(
        requests
          ? 'Press “Request access” on the card where I found it, and I ask them for you. Asked already? Say “requests”.'
          : 'What to do about it is on the card where I found it.',
      ),
      helpdesk && words('For a person to look at it, press “Send to helpdesk” there.'),
      words({ text: 'Done, or a button does nothing? Say “try again”, and I look anew.', isSubtle: true }),
    ]),
  );
}
