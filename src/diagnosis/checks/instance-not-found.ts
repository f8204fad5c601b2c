import { couldNotCheck } from '../could-not-check.ts';
import type { Check } from '../situation.ts';
import { list } from '../wording.ts';

const id = 'instance.not-found';
const title = 'Instance not found';

/** Not visible is all that can be said: Azure does not tell "is not there" from "may not be seen". */
export const instanceNotFound: Check = ({ facts }) => {
  const { instance } = facts;
  if (!instance.known) return couldNotCheck(id, 'The instance', instance);
  const { found, candidates, asked } = instance.value;
  if (found !== undefined) {
    return {
      id,
      verdict: 'ruled-out',
      title,
      why: `${found.name} was found.`,
      evidence: [{ text: `${found.hostName} in resource group ${found.resourceGroup}.`, source: instance.source }],
    };
  }
  if (candidates.length === 0) {
    return {
      id,
      verdict: 'unknown',
      title: 'No instance is visible to the bot',
      why: 'The bot sees no Azure Digital Twins instance at all. Either there is none, or its identity may not read the subscription.',
      evidence: [{ text: 'Instances visible to the bot: 0.', source: instance.source }],
      remedy: {
        who: 'An Owner of the subscription, by giving the bot the role Reader there',
      },
    };
  }
  const names = candidates.slice(0, 5).map(({ name }) => name);
  const more = candidates.length > names.length ? [`${candidates.length - names.length} more`] : [];
  return {
    id,
    verdict: 'confirmed',
    title: 'No instance of that name is visible',
    why: `The bot can see no instance called “${asked ?? ''}”. It sees ${list([...names, ...more])}.`,
    evidence: [{ text: `Instances visible to the bot: ${candidates.length}.`, source: instance.source }],
    remedy: {
      who: 'You',
      steps: [
        'Check the name: portal → your instance → Overview → Host name.',
        'If it lives in a subscription the bot cannot read, its Owner can give the bot the role Reader there.',
      ],
    },
  };
};
