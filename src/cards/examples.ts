import { sayButton } from './button.ts';
import type { Execute } from './card.ts';

/** Things to say, as buttons. */
export function examples(): Execute[] {
  return [sayButton('I get a 403', 'me-403'), sayButton('My app gets a 403', 'app-403')];
}
