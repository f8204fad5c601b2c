import type { AccessStore, ListPage } from '../access/store.ts';
import { approvalsCard } from '../cards/approvals-card.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { READ_FOR_A_PAGE } from '../cards/list-page.ts';
import { requestsCard } from '../cards/requests-card.ts';

/** Whose list, and behind which request its page begins; of a request that is not there it begins anew. */
export interface ListOf {
  tenantId: string;
  person: { objectId: string };
  after?: string;
}

type Lists = Pick<AccessStore, 'get' | 'ofPerson' | 'toDecide'>;

/** What this person asked for, and others for him. */
export async function requestsOf({ tenantId, person, after }: ListOf, store: Lists): Promise<AdaptiveCard> {
  const { objectId } = person;
  const page = await pageAfter(tenantId, after, store);
  const requests = await store.ofPerson(tenantId, objectId, page);
  return requestsCard({ reader: objectId, requests, later: page.after !== undefined });
}

/** What was sent to this person to decide: somebody else's request is shown to nobody it was not sent to. */
export async function approvalsOf({ tenantId, person, after }: ListOf, store: Lists): Promise<AdaptiveCard> {
  const page = await pageAfter(tenantId, after, store);
  const requests = await store.toDecide(tenantId, person.objectId, page);
  return approvalsCard({ requests, later: page.after !== undefined });
}

/** Of the request only its place in the order is used, whosever it is. */
async function pageAfter(tenantId: string, id: string | undefined, store: Lists): Promise<ListPage> {
  const last = id === undefined ? undefined : await store.get(tenantId, id);
  return { limit: READ_FOR_A_PAGE, ...(last && { after: last }) };
}
