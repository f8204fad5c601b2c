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
      buttons([
        sayButton('Azure Digital Twins', '403 on Azure Digital Twins'),
        sayButton('Storage', '403 on Azure Storage'),
      ]),
      buttons([sayButton('IoT Hub', '403 on Azure IoT Hub'), sayButton('Key Vault', '403 on Azure Key Vault')]),
      footnote('Please leave out tokens and secrets.'),
    ]),
  );
}
