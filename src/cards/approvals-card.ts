import type { AccessRequest } from '../access/access-request.ts';
import { button, buttons } from './button.ts';
import { type AdaptiveCard, card, type Element } from './card.ts';
import { dateAndTime } from './dates.ts';
import { name, shortRole } from './names.ts';
import { footnote, heading, present, words } from './text.ts';
import { verbs } from './verbs.ts';

/** One button each, and a card has at most six. */
const SHOWN = 6;

/** Requests that wait for a decision, oldest first, each with a button that opens it. */
export function approvalsCard(requests: readonly AccessRequest[]): AdaptiveCard {
  if (requests.length === 0) {
    return card('No requests wait for a decision.', [heading('Nothing waits for a decision')]);
  }
  const rest = requests.length - SHOWN;
  return card(
    `${requests.length} ${requests.length === 1 ? 'request waits' : 'requests wait'} for a decision.`,
    present([
      heading('Waiting for a decision'),
      ...requests.slice(0, SHOWN).map(line),
      rest > 0 && footnote(`and ${rest} more; they follow when these are decided`),
    ]),
  );
}

function line(request: AccessRequest): Element {
  const { id, requester, role, instance, createdAt } = request;
  return {
    type: 'ColumnSet',
    spacing: 'Medium',
    separator: true,
    columns: [
      {
        type: 'Column',
        width: 'stretch',
        verticalContentAlignment: 'Center',
        items: [
          words(
            [
              { text: name(requester.displayName), weight: 'Bolder' },
              `: ${shortRole(role.name)} on ${name(instance.name)}`,
            ],
            'None',
          ),
          { ...footnote(dateAndTime(createdAt)), spacing: 'None' },
        ],
      },
      {
        type: 'Column',
        width: 'auto',
        verticalContentAlignment: 'Center',
        items: present([buttons([button('Open', verbs.show, { id })])]),
      },
    ],
  };
}
