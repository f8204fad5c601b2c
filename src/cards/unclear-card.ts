import { buttons, sayButton } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import { footnote, heading, present, words } from './text.ts';

/** Asks which service refused: a bare 403 names none. */
export function unclearCard(): AdaptiveCard {
  return card(
    'Which service answered 403?',
    present([
      heading('Which service answered 403?'),
      words('Many Azure services do. Pick one, or paste the whole error.'),
      buttons([sayButton('Azure Digital Twins', 'me-403'), sayButton('Storage', 'storage-403')]),
      buttons([sayButton('IoT Hub', 'iot-hub-403'), sayButton('Key Vault', 'key-vault-403')]),
      footnote('Please leave out tokens and secrets.'),
    ]),
  );
}
