import { readerForBot } from '../bot-permissions.ts';
import { couldNotCheck } from '../could-not-check.ts';
import type { Finding, Remedy, Source } from '../diagnosis.ts';
import type { Check } from '../situation.ts';
import { list } from '../wording.ts';

const id = 'instance.not-found';
const topic = 'Instance';

/** Not visible is all that can be said: Azure does not tell "is not there" from "may not be seen". */
export const instanceNotFound: Check = ({ facts }) => {
  const { instance, botAppId } = facts;
  if (!instance.known) return couldNotCheck(id, topic, instance);
  const { found, candidates, asked } = instance.value;
  if (found !== undefined) {
    return {
      id,
      verdict: 'ruled-out',
      title: topic,
      why: `${found.name} was found.`,
      evidence: [{ text: `${found.hostName} in resource group ${found.resourceGroup}.`, source: instance.source }],
    };
  }
  if (candidates.length === 0) return noneVisible(instance.source, botAppId);
  const names = candidates.slice(0, 5).map(({ name }) => name);
  const more = candidates.length > names.length ? [`${candidates.length - names.length} more`] : [];
  const { who, command } = grantFor(botAppId);
  return {
    id,
    verdict: 'confirmed',
    title: 'No instance of that name is visible',
    why: `${looking(botAppId)} can see no instance called “${asked ?? ''}”. It sees ${list([...names, ...more])}.`,
    evidence: [{ text: `Instances visible: ${candidates.length}.`, source: instance.source }],
    remedy: {
      who: 'You',
      steps: [
        'Check the name: portal → your instance → Overview → Host name.',
        command === undefined
          ? 'If the name is right, you may not read its subscription: ask an Owner of it for the role Reader.'
          : `If the name is right, the bot may not read its subscription. ${who} can run this command.`,
      ],
      ...(command !== undefined && { command }),
    },
  };
};

function noneVisible(source: Source, botAppId: string | undefined): Finding {
  return {
    id,
    verdict: 'unknown',
    title: topic,
    why: `${looking(botAppId)} sees no Azure Digital Twins instance at all. Either there is none, or it may not read the subscription.`,
    evidence: [{ text: 'Instances visible: 0.', source }],
    remedy: grantFor(botAppId),
  };
}

/** Who looks: the bot, or in the terminal the person himself. */
function looking(botAppId: string | undefined): string {
  return botAppId === undefined ? 'Your sign-in' : 'The bot';
}

function grantFor(botAppId: string | undefined): Remedy {
  if (botAppId !== undefined) return readerForBot(botAppId, undefined);
  return { who: 'An Owner of the subscription', steps: ['Ask for the role Reader there.'] };
}
