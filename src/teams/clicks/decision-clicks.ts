import { z } from 'zod/v4';
import type { Less } from '../../access/access-request.ts';
import { approve, deny, revokeAccess } from '../../access/requests.ts';
import type { CardClick } from '../activity.ts';
import type { DecideSignedIn } from '../decide-signed-in.ts';
import { type ClickAnswer, type ClickHandler, unreadable } from './answer.ts';
import { minutes, text, typed } from './fields.ts';
import type { OnRequest } from './on-request.ts';

const azureWithinMs = 12_000;

const lessForm = z.object({ role: text.optional(), minutes: minutes.optional() });

export interface DecisionClicksDependencies {
  onRequest: OnRequest;
  /** Approves and revokes where the approver's own identity writes, which takes a sign-in; absent where the bot's does. */
  decideSignedIn?: DecideSignedIn | undefined;
}

/** What only those decide who can assign the role. Their right is read from Azure by each of these. */
export function createDecisionClicks({
  onRequest,
  decideSignedIn,
}: DecisionClicksDependencies): Record<'approve' | 'approveLess' | 'deny' | 'revoke', ClickHandler> {
  function approveWith(click: CardClick, less?: Less): Promise<ClickAnswer> {
    return onRequest.act(click, (target, access) => {
      const options = { signal: AbortSignal.timeout(azureWithinMs) };
      const given = less && { less };
      return (
        decideSignedIn?.(click, target, { verb: 'approve', ...given }, options) ??
        approve({ ...target, ...given }, access, options)
      );
    });
  }

  return {
    // Whatever inputs an old client sends along: without them it is what was asked.
    approve: (click) => approveWith(click),

    async approveLess(click) {
      const form = lessForm.safeParse(click.data).data;
      if (form === undefined) return unreadable;
      const { role, minutes: durationMinutes } = form;
      return approveWith(click, {
        ...(role !== undefined && { roleId: role }),
        ...(durationMinutes !== undefined && { durationMinutes }),
      });
    },

    deny: (click) =>
      onRequest.act(click, (target, access) =>
        deny(target, reasonOf(click), access, { signal: AbortSignal.timeout(azureWithinMs) }),
      ),

    revoke: (click) =>
      onRequest.act(click, (target, access) => {
        const options = { signal: AbortSignal.timeout(azureWithinMs) };
        const reason = reasonOf(click);
        return (
          decideSignedIn?.(click, target, { verb: 'revoke', reason }, options) ??
          revokeAccess(target, reason, access, options)
        );
      }),
  };
}

function reasonOf({ data }: CardClick): string {
  return z.object({ reason: typed }).safeParse(data).data?.reason ?? '';
}
