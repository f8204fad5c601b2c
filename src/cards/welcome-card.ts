import { buttons } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import { examples } from './examples.ts';
import { heading, present, words } from './text.ts';

/** Said once, when the bot is installed. `canApprove`: this reader can assign roles, so requests will come to him. */
export function welcomeCard(view: { canApprove?: boolean } = {}): AdaptiveCard {
  return card(
    'I find out why Azure Digital Twins answers 403, and get it fixed.',
    present([
      heading('403 on Azure Digital Twins?'),
      words(
        'Tell me, or paste the error. I look at the real role assignments and app registrations, and tell you the cause and who can fix it.',
      ),
      view.canApprove === true &&
        words('You can assign roles here, so requests for access will come to you in this chat.'),
      buttons(examples()),
    ]),
  );
}
