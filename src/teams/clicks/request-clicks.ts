import { z } from 'zod/v4';
import type { AccessRequest } from '../../access/access-request.ts';
import { becauseOf } from '../../access/because.ts';
import type { DeliveryStore } from '../../access/delivery.ts';
import { extensionOf } from '../../access/extension.ts';
import type { RequestedAccess } from '../../access/new-request.ts';
import { type AccessDependencies, askForAccess } from '../../access/requests.ts';
import { goneCard } from '../../cards/gone-card.ts';
import type { DiagnosisStore } from '../../diagnosis/record.ts';
import type { CardClick } from '../activity.ts';
import type { Diagnoses } from '../diagnoses.ts';
import { owns, subjectOf } from '../subject-of.ts';
import { type ClickAnswer, type ClickHandler, say, switchedOff, unreadable } from './answer.ts';
import { id, minutes, text, typed } from './fields.ts';
import type { MayAsk } from './may-ask.ts';
import { placeOf } from './on-request.ts';

const form = z.object({ id, role: text.optional(), minutes, reason: typed });

export interface RequestClicksDependencies {
  diagnoses: Diagnoses;
  records: DiagnosisStore;
  deliveries: DeliveryStore;
  /** Undefined where requests are off. */
  access: AccessDependencies | undefined;
  mayAsk: MayAsk;
  newId: () => string;
}

/** Asking for access: for what a diagnosis found to be missing, and for the same once more. */
export function createRequestClicks({
  diagnoses,
  records,
  deliveries,
  access,
  mayAsk,
  newId,
}: RequestClicksDependencies): {
  request: ClickHandler;
  extend: ClickHandler;
} {
  async function request(click: CardClick): Promise<ClickAnswer> {
    const { conversation, from, data } = click;
    const filled = form.safeParse(data).data;
    if (filled === undefined) return unreadable;
    if (access === undefined) return switchedOff;
    const record = await records.get(conversation.tenantId, filled.id);
    if (record === undefined) return { kind: 'card', card: goneCard('diagnosis') };
    const asks = await mayAsk(record, from, 'use-what-was-found');
    if ('answer' in asks) return asks.answer;
    const { diagnosis } = record;
    if (!diagnosis?.instance || !diagnosis.principal || !diagnosis.proposal) {
      return say('There is no role to ask for any more. Use “Check again” for the current state.');
    }
    const { instance, principal, proposal } = diagnosis;
    const refusal = await ask(click, access, {
      tenantId: conversation.tenantId,
      id: newId(),
      requester: from,
      // Not what the diagnosis said of the owner: that may have changed since.
      subject: await subjectOf(principal, from, access.tenant),
      instance: { id: instance.id, name: instance.name, hostName: instance.hostName },
      roleId: filled.role ?? proposal.roleId,
      reason: filled.reason,
      durationMinutes: filled.minutes,
      because: becauseOf(record.id, diagnosis),
      correlationId: newId(),
    });
    if (refusal !== undefined) return refusal;
    const card = await diagnoses.cardOf(record, conversation);
    return card === undefined ? say('Your request is on its way.') : { kind: 'card', card };
  }

  async function extend(click: CardClick): Promise<ClickAnswer> {
    const { conversation, from, data } = click;
    const target = z.object({ id }).safeParse(data).data;
    if (target === undefined) return unreadable;
    if (access === undefined) return switchedOff;
    const standing = await access.store.get(conversation.tenantId, target.id);
    if (standing === undefined) return { kind: 'card', card: goneCard('request') };
    const again = extensionOf(standing, from, { id: newId(), correlationId: newId() });
    if ('refused' in again) return say(again.message);
    const { appId, managedIdentity } = again.subject;
    const owned = appId === undefined || managedIdentity ? undefined : await owns(from, appId, access.tenant);
    const { ownedByRequester: _, ...subject } = again.subject;
    const refusal = await ask(click, access, {
      ...again,
      subject: owned === undefined ? subject : { ...subject, ownedByRequester: owned },
    });
    const what = `${again.extends === undefined ? 'Asked again' : 'Asked for longer'}: the new request is below.`;
    return refusal ?? say(what);
  }

  /** Undefined where it was asked. */
  async function ask(
    { conversation, from }: CardClick,
    dependencies: AccessDependencies,
    asked: RequestedAccess,
  ): Promise<ClickAnswer | undefined> {
    const { tenantId, id: conversationId } = conversation;
    // Known before the request exists, so that its first message finds the way.
    await deliveries.add([
      {
        tenantId,
        id: newId(),
        requestId: asked.id,
        audience: 'requester',
        personObjectId: from.objectId,
        conversationId,
        shownVersion: 0,
      },
    ]);
    const result = await askForAccess(asked, dependencies, placeOf(conversation));
    if (result.outcome === 'refused') return say(result.refusal.message);
    return result.outcome === 'already-asked' ? say(alreadyAsked(result.request)) : undefined;
  }

  return { request, extend };
}

const STANDING: Partial<Record<AccessRequest['status']['state'], string>> = {
  approved: 'has been approved, and is being assigned',
  failed: 'was approved, but could not be assigned; withdraw it, or have it approved again',
  granted: 'has been granted',
};

function alreadyAsked({ role, instance, status }: AccessRequest): string {
  const standing = STANDING[status.state] ?? 'is waiting for a decision';
  return `${role.name} on ${instance.name} was asked for already and ${standing}. Say “requests” to see it.`;
}
