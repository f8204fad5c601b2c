import type { Check } from '../check.ts';
import { bySubscription } from '../read-own-roles.ts';

/** Whether the bot sees any instance at all. */
export const instances: Check = {
  id: 'instances',
  title: 'Instances',
  async run({ tenant, fixes }, options) {
    const found = await tenant.findInstances({}, options);
    if (found.length === 0) {
      return [
        {
          outcome: 'fault',
          what: 'The bot sees no Azure Digital Twins instance.',
          why: 'Azure shows it only what it may read: there is none, or the bot has no role where they are. It can answer no question about an instance.',
          fix: fixes.reader(),
        },
      ];
    }
    return [...bySubscription(found)].map(([subscriptionId, inIt]) => ({
      outcome: 'ok',
      what: `Subscription ${subscriptionId}: ${inIt.map(({ name }) => name).join(', ')}.`,
    }));
  },
};
