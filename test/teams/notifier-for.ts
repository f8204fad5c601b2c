import type { AccessRequest } from '../../src/access/access-request.ts';
import type { Conversation, ConversationStore } from '../../src/access/delivery.ts';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import { createNotifier } from '../../src/teams/notifier.ts';
import { createRequestCards } from '../../src/teams/request-cards.ts';
import { memoryStore } from '../access/memory-store.ts';
import { alex, megan } from '../access/requests.ts';
import { memoryDeliveries } from './memory-deliveries.ts';
import { channel, chatWith, recordedMessenger, tenantId } from './messages-of.ts';

export const ref = { tenantId, requestId: 'req-1' };

/** A notifier for one request of Alex's, who has asked in her own chat; Megan and the channel can be reached too. */
export function notifierFor(
  request: AccessRequest,
  { approvals }: { approvals?: Conversation } = { approvals: channel },
) {
  const store = memoryStore(request);
  const deliveries = memoryDeliveries();
  const messenger = recordedMessenger();
  const chats = [chatWith('alex', alex.objectId), chatWith('megan', megan.objectId)];
  const known = () => [...chats, ...(approvals ? [approvals] : [])];
  const conversations: ConversationStore = {
    remember: async () => {},
    heard: async () => {},
    forget: async () => {},
    forgetTeam: async () => {},
    get: async (_tenantId, id) => known().find((each) => each.id === id),
    personal: async (_tenantId, objectId) => known().find(({ userObjectId }) => userObjectId === objectId),
    timeZones: async () => new Map(),
    useForApprovals: async () => 'written',
    approvalsChannel: async () => approvals,
    approvalsUse: async () => approvals && { conversationId: approvals.id, groupId: 'group-1' },
  };
  let lastId = 0;
  const notifier = createNotifier({
    store,
    deliveries,
    conversations,
    requestCards: createRequestCards(deliveries, DEFAULT_POLICY),
    messenger,
    newId: () => `d-${++lastId}`,
  });
  const own = { tenantId, id: 'own', requestId: 'req-1', audience: 'requester', shownVersion: 0 } as const;
  deliveries.rows.push({ ...own, personObjectId: alex.objectId, conversationId: 'a:alex' });
  return { store, deliveries, messenger, notifier, chats };
}

export const places = ({ written }: ReturnType<typeof recordedMessenger>) => written.map(([what]) => what);
