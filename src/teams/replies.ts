/** What the bot says that is no diagnosis, no question and no news. */
import type { AdaptiveCard } from '../cards/card.ts';
import { messageCard } from '../cards/message-card.ts';
import type { DiagnosisRecord } from '../diagnosis/record.ts';
import { greets } from '../symptoms/greets.ts';
import { saysItWorks } from '../symptoms/it-works.ts';
import { needsNoAnswer } from '../symptoms/needs-no-answer.ts';
import type { Whole } from './gathering.ts';

/** To somebody who only talks. `last`: what he says goes on with it; `told`: what he told before. */
export function reply(
  { picture, text }: Pick<Whole, 'picture' | 'text'>,
  last: DiagnosisRecord | undefined,
  told: DiagnosisRecord | undefined,
): AdaptiveCard {
  if (picture) return noPictures();
  if (needsNoAnswer(text)) return last !== undefined || saysItWorks(text) ? goodToHear() : gladToHelp();
  return text === '' || greets(text) ? introduction() : notUnderstood(told);
}

function goodToHear(): AdaptiveCard {
  return messageCard({ title: 'Good to hear', text: 'Should Azure Digital Twins answer 403 again, tell me here.' });
}

function gladToHelp(): AdaptiveCard {
  return messageCard({
    title: 'Glad to help',
    text: 'When Azure Digital Twins answers 403, paste the error here. Say “help” for what else I do.',
  });
}

function introduction(): AdaptiveCard {
  return messageCard({
    title: 'Hello',
    text: 'I find out why Azure Digital Twins answers 403, and who can fix it. Paste the error here, or say “help” for what else I do.',
  });
}

export function noCase(): AdaptiveCard {
  return messageCard({
    title: 'You have no open case',
    text: 'When Azure Digital Twins answers 403, paste the error here, and I look what is missing.',
  });
}

export function answerFirst(): AdaptiveCard {
  return messageCard({
    title: 'I have asked you something',
    text: 'I can only go on with your answer. Fill in the card where I asked, or answer here in words.',
  });
}

export function notUnderstood(told: DiagnosisRecord | undefined): AdaptiveCard {
  if (told === undefined) {
    return messageCard({
      title: 'I did not get that',
      text: 'When Azure Digital Twins answers 403, paste the error here.',
      next: 'Or say where, such as “403 on plant-a”, or “help” for what else I do.',
    });
  }
  return messageCard({
    title: 'I did not get that',
    text: 'I still know what you reported last.',
    next: 'Ask “what now?”, or say what is different, such as “and for plant-b?”, “it is my app twin-sync” or “try again”. Or paste the error.',
  });
}

export function noErrorInFile(): AdaptiveCard {
  return messageCard({
    title: 'There is no error in the file that I know',
    text: 'What you wrote with it I have heard.',
    next: 'Should Azure Digital Twins still answer 403, paste the error here.',
  });
}

export function noPictures(): AdaptiveCard {
  return messageCard({
    title: 'I cannot read pictures',
    text: 'Please copy the error as text and paste it here, or attach it as a .txt, .log or .json file.',
  });
}
