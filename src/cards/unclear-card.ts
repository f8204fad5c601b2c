import { buttonRows, sayButton } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import type { PhraseId } from './phrases.ts';
import { type Question, questionForm } from './question-card.ts';
import { footnote, heading, present, words } from './text.ts';

export interface UnclearView {
  /** Known: only the error is missing. */
  service?: 'digital-twins';
  /** As reported. */
  status?: number;
  /** All that matters where it was Azure Digital Twins, so that its answer is the only one; undefined: it is not asked. */
  twins?: Question;
}

/**
 * Asks for what is missing most: the service that refused, for a bare 403 names none, or the error, where only the
 * service is known. The click that says it was Azure Digital Twins says all else that matters.
 */
export function unclearCard({ service, status, twins }: UnclearView = {}): AdaptiveCard {
  const answered = status ?? 403;
  const title = service === undefined ? `Which service answered ${answered}?` : 'What did Azure Digital Twins answer?';
  const send = service === undefined ? 'Azure Digital Twins' : `It is a ${answered}`;
  return card(
    title,
    present([
      heading(title),
      words(adviceOf(service, answered)),
      ...(twins === undefined ? [] : questionForm(twins, send)),
      ...(service === undefined ? buttonRows(others[answered] ?? []) : []),
      footnote('Please leave out tokens and secrets.'),
    ]),
  );
}

function adviceOf(service: UnclearView['service'], status: number): string {
  if (service !== undefined) return `Paste the whole error, or tell me if it is a ${status}.`;
  return status in others
    ? 'Many Azure services do. Was it Azure Digital Twins? Fill in what you know. Was it another? Press its name. Or paste the whole error.'
    : 'Tell me its name, or paste the whole error.';
}

const otherButtons = (phrases: readonly [title: string, id: PhraseId][]) =>
  phrases.map(([title, id]) => sayButton(title, id));

/** By status. */
const others: Record<number, ReturnType<typeof otherButtons>> = {
  403: otherButtons([
    ['Storage', 'storage-403'],
    ['IoT Hub', 'iot-hub-403'],
    ['Key Vault', 'key-vault-403'],
  ]),
  401: otherButtons([
    ['Storage', 'storage-401'],
    ['IoT Hub', 'iot-hub-401'],
    ['Key Vault', 'key-vault-401'],
  ]),
};
