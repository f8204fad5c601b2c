import type { Conversation } from '../../src/access/delivery.ts';
import type { CardToSend, Messenger } from '../../src/teams/messenger.ts';

export interface RecordedMessenger extends Messenger {
  /** In order: 'send a:alex' or 'update a:alex/1', and the card's one line. */
  written: [what: string, summary: string][];
  /** Called before each write, and before its card is made; what it throws is the write's fault. */
  before: (what: string) => void | Promise<void>;
}

/** A messenger that writes down what it was told; the ids of its messages are '1', '2' …, after its name. */
export function recordedMessenger(name = ''): RecordedMessenger {
  let lastId = 0;
  const messenger: RecordedMessenger = {
    written: [],
    before: () => {},
    async send({ id }, card) {
      await write(`send ${id}`, card);
      lastId += 1;
      return `${name}${lastId}`;
    },
    update: ({ id }, activityId, card) => write(`update ${id}/${activityId}`, card),
  };
  async function write(what: string, card: CardToSend): Promise<void> {
    await messenger.before(what);
    const { fallbackText } = typeof card === 'function' ? await card() : card;
    messenger.written.push([what, fallbackText]);
  }
  return messenger;
}

export const tenantId = 'c0470000-0000-4000-8000-000000000000';

export function chatWith(name: string, userObjectId: string): Conversation {
  return { tenantId, id: `a:${name}`, kind: 'personal', userObjectId, reference: {} };
}

export const channel: Conversation = { tenantId, id: '19:approvals@thread.tacv2', kind: 'channel', reference: {} };
