import { z } from 'zod/v4';
import { revoke as endIfGone } from '../../access/carry-out-end.ts';
import { type AccessDependencies, giveBack, remind, withdraw } from '../../access/requests.ts';
import { goneCard } from '../../cards/gone-card.ts';
import { TenantError } from '../../tenant.ts';
import type { CardClick } from '../activity.ts';
import { approvalsOf, requestsOf } from '../request-lists.ts';
import { within } from '../within.ts';
import { type ClickAnswer, type ClickHandler, say, switchedOff, unreadable } from './answer.ts';
import { id } from './fields.ts';
import { answerWithinMs, type OnRequest } from './on-request.ts';

export interface LifeClicksDependencies {
  onRequest: OnRequest;
  /** Undefined where requests are off. */
  access: AccessDependencies | undefined;
}

/** What the parties of a request do with it, and looking at it. */
export function createLifeClicks({
  onRequest,
  access,
}: LifeClicksDependencies): Record<
  'withdraw' | 'remind' | 'done' | 'show' | 'lookAgain' | 'olderRequests' | 'moreApprovals',
  ClickHandler
> {
  /** The request by its id alone; what becomes of it here does not depend on its version. */
  async function standing({ conversation, data }: CardClick) {
    const target = z.object({ id }).safeParse(data).data;
    if (target === undefined) return unreadable;
    if (access === undefined) return switchedOff;
    const request = await access.store.get(conversation.tenantId, target.id);
    const gone: ClickAnswer = { kind: 'card', card: goneCard('request') };
    return request === undefined ? gone : { request, access };
  }

  async function show(click: CardClick): Promise<ClickAnswer> {
    const found = await standing(click);
    return 'kind' in found ? found : onRequest.show(found.request, click.from);
  }

  /** Looks now whether what has to be taken away is gone. It takes away nothing that was not to end anyway. */
  async function lookAgain(click: CardClick): Promise<ClickAnswer> {
    const found = await standing(click);
    if ('kind' in found) return found;
    const { request, access } = found;
    const seen = await onRequest.show(request, click.from);
    if (seen.kind !== 'card' || request.status.state !== 'granted') return seen;
    const { tenantId, id: requestId } = request;
    try {
      const looked = await within(answerWithinMs, endIfGone({ tenantId, requestId }, access));
      if (looked === 'late') return say('Azure is slow just now. The card changes when I have seen that it is gone.');
    } catch (error) {
      if (!(error instanceof TenantError)) throw error;
      return say(`I could not look in Azure: ${error.message} Try again in a minute.`);
    }
    const now = (await access.store.get(tenantId, requestId)) ?? request;
    if (now.status.state !== 'granted') return onRequest.show(now, click.from);
    return say('The role is still there. Take it away first; Azure can need a minute to show it.');
  }

  /** The next page of a list of the clicker's own. */
  async function turnOver({ conversation, from, data }: CardClick, listOf: typeof requestsOf): Promise<ClickAnswer> {
    const last = z.object({ id }).safeParse(data).data;
    if (last === undefined) return unreadable;
    if (access === undefined) return switchedOff;
    const list = { tenantId: conversation.tenantId, person: from, after: last.id };
    return { kind: 'card', card: await listOf(list, access.store), forClicker: true };
  }

  return {
    olderRequests: (click) => turnOver(click, requestsOf),
    moreApprovals: (click) => turnOver(click, approvalsOf),
    withdraw: (click) => onRequest.act(click, withdraw),
    remind: (click) => onRequest.act(click, remind),
    done: (click) => onRequest.act(click, giveBack),
    show,
    lookAgain,
  };
}
