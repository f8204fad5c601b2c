import { buttons } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import { examples } from './examples.ts';
import { row } from './row.ts';
import { footnote, heading, present, words } from './text.ts';

const COMMANDS: [command: string, does: string][] = [
  ['diagnose', 'find out why you get a 403'],
  ['my cases', 'how your reports stand with the helpdesk'],
  ['requests', 'your requests for access'],
  ['approvals', 'requests that wait for a decision'],
  ['instances', 'the instances I can see'],
  ['triage', 'open cases and incidents, for the helpdesk'],
  ['help', 'this'],
];

const WHO_ASSIGNS = {
  off: 'I change nothing in Azure. Where a role is missing, you get the command for an Owner.',
  'bot-identity': 'Where a role is missing, you can ask for it here. I assign it only after an Owner has approved.',
  'on-behalf-of':
    'Where a role is missing, you can ask for it here. It is assigned in the name of the Owner who approves.',
};

/** What can be said to the bot. `approvals`: whether a role can be asked for here, and who then assigns it. */
export function helpCard(view: { approvals: keyof typeof WHO_ASSIGNS }): AdaptiveCard {
  return card(
    'What I can do: find out why Azure Digital Twins answers 403, and get it fixed.',
    present([
      heading('What I can do'),
      words('Describe the 403 in your own words or paste the error. Name the instance if you can.'),
      ...COMMANDS.map(([command, does]) => row(command, does)),
      footnote(WHO_ASSIGNS[view.approvals]),
      buttons(examples()),
    ]),
  );
}
