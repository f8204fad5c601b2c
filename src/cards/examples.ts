import { sayButton } from './button.ts';
import type { Submit } from './card.ts';

/** Things to say, as buttons. */
export function examples(): Submit[] {
  return [
    sayButton('I get a 403', "I'm getting 403 on Azure Digital Twins"),
    sayButton('My app gets a 403', 'My app registration gets 403 on Azure Digital Twins'),
  ];
}
