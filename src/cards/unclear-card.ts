import { buttons, sayButton } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import { footnote, heading, present, words } from './text.ts';

/**
 * Asks for what is missing most: the service that refused, for a bare 403 names none, or the error, where only the
 * service is known.
 */
export function unclearCard({ service, status }: { service?: string; status?: number } = {}): AdaptiveCard {
  return service === 'digital-twins' ? whichError() : whichService(status ?? 403);
}

function whichService(status: number): AdaptiveCard {
  const title = `Which service answered ${status}?`;
  return card(
    title,
    present([
      heading(title),
      words(
        status === 403
          ? 'Many Azure services do. Pick one, or paste the whole error.'
          : 'Tell me its name, or paste the whole error.',
      ),
      ...(status === 403
        ? [
            buttons([sayButton('Azure Digital Twins', 'me-403'), sayButton('Storage', 'storage-403')]),
            buttons([sayButton('IoT Hub', 'iot-hub-403'), sayButton('Key Vault', 'key-vault-403')]),
          ]
        : []),
      footnote('Please leave out tokens and secrets.'),
    ]),
  );
}

function whichError(): AdaptiveCard {
  const title = 'What did Azure Digital Twins answer?';
  return card(
    title,
    present([
      heading(title),
      words('Paste the whole error, or tell me if it is a 403.'),
      buttons([sayButton('I get a 403', 'me-403'), sayButton('My app gets a 403', 'app-403')]),
      footnote('Please leave out tokens and secrets.'),
    ]),
  );
}
