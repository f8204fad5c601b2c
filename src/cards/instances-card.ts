import type { Instance } from '../tenant.ts';
import { type AdaptiveCard, card } from './card.ts';
import { name } from './names.ts';
import { footnote, heading, present, words } from './text.ts';

const SHOWN = 15;

/** The Azure Digital Twins instances that the bot can see. */
export function instancesCard(
  instances: readonly Pick<Instance, 'name' | 'hostName' | 'resourceGroup' | 'location'>[],
): AdaptiveCard {
  if (instances.length === 0) {
    return card('I can see no Azure Digital Twins instances.', [
      heading('I can see no instances'),
      words('Give my identity the Reader role on the subscription that holds them.'),
    ]);
  }
  const rest = instances.length - SHOWN;
  return card(
    `I can see ${instances.length} Azure Digital Twins ${instances.length === 1 ? 'instance' : 'instances'}.`,
    present([
      heading('Instances I can see'),
      ...instances.slice(0, SHOWN).flatMap((instance) => [
        words({ text: name(instance.name), weight: 'Bolder' }, 'Medium'),
        words(
          {
            text: `${instance.hostName} · ${instance.resourceGroup} · ${instance.location}`,
            size: 'Small',
            isSubtle: true,
          },
          'None',
        ),
      ]),
      rest > 0 && footnote(`and ${rest} more`),
    ]),
  );
}
