import { button, buttons } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import { inert } from './escape.ts';
import { name } from './names.ts';
import { footnote, heading, present } from './text.ts';
import { verbs } from './verbs.ts';

/** Above this a list to search in is quicker than one to read. */
const READABLE = 5;

/**
 * Asks which instance answered 403.
 * @param view.id the diagnosis record's opaque id
 * @param view.instances `value` comes back as `instance`; `detail` tells equal names apart: 'rg-plant-a, West Europe'
 * @param view.more how many there are beside these
 */
export function instancePickerCard(view: {
  id: string;
  instances: { value: string; name: string; detail: string }[];
  more: number;
}): AdaptiveCard {
  const { id, instances, more } = view;
  const few = instances.length <= READABLE && more === 0;
  return card(
    'Which Azure Digital Twins instance answered 403?',
    present([
      heading('Which instance answered 403?'),
      {
        type: 'Input.ChoiceSet',
        id: 'instance',
        label: few ? 'Instance' : 'Instance (type to search)',
        style: few ? 'expanded' : 'filtered',
        wrap: true,
        choices: instances.map((instance) => ({
          title: inert([name(instance.name), instance.detail].filter(Boolean).join(' – '), 120),
          value: instance.value,
        })),
        ...(few ? {} : { placeholder: 'Name of the instance' }),
        isRequired: true,
        errorMessage: 'Choose an instance.',
      },
      footnote(
        more > 0
          ? `${more} more are not listed. Not there? Send me its host name: it ends in digitaltwins.azure.net.`
          : 'Not there? Send me its host name: it ends in digitaltwins.azure.net.',
      ),
      buttons([button('Check this one', verbs.confirmSymptoms, { id }, { style: 'positive', form: true })]),
    ]),
  );
}
