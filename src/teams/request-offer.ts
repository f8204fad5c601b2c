import { objectionToAsking } from '../access/asking.ts';
import type { ConversationStore } from '../access/delivery.ts';
import type { AccessPolicy } from '../access/policy.ts';
import { roleChoices } from '../access/roles.ts';
import { isGuest } from '../access/transitions/guest.ts';
import type { ForWhom, GoesTo, NobodyToAsk, RequestOptions } from '../cards/request-form.ts';
import type { Approver, Diagnosis, Principal } from '../diagnosis/diagnosis.ts';
import type { DiagnosisRecord } from '../diagnosis/record.ts';
import type { Tenant } from '../tenant.ts';
import { sameId } from './same-id.ts';
import { subjectOf } from './subject-of.ts';

/** What the card of a finished diagnosis offers to ask for, and of whom; undefined where nothing can be asked for. */
export type OfferRequest = (
  record: DiagnosisRecord,
  diagnosis: Diagnosis,
) => Promise<RequestOptions | NobodyToAsk | undefined>;

export interface OfferDependencies {
  tenant: Tenant;
  policy: AccessPolicy;
  conversations: Pick<ConversationStore, 'personal' | 'approvalsChannel'>;
}

/** The same rules as when it is asked and decided, so that no form leads to a refusal. */
export function createOfferRequest({ tenant, policy, conversations }: OfferDependencies): OfferRequest {
  return async function offerRequest({ tenantId, askedBy }, { proposal, principal, approvers }) {
    if (proposal === undefined || principal === undefined) return undefined;
    const subject = await subjectOf(principal, askedBy, tenant);
    if (objectionToAsking(askedBy, subject, policy) !== undefined) return undefined;
    const roles = roleChoices.filter(({ id }) => policy.grantableRoles.some((grantable) => grantable.id === id));
    if (roles.length === 0) return undefined;

    const isParty = ({ objectId }: Approver) =>
      sameId(objectId, askedBy.objectId) || (principal.kind === 'user' && sameId(objectId, principal.objectId));
    const mayDecide = (approver: Approver) => !isParty(approver) && (policy.guestsMayApprove || !isGuest(approver));
    const known = approvers?.known ? approvers.value.filter(mayDecide) : undefined;
    const goesTo = await reach(tenantId, known ?? []);
    if (known !== undefined && goesTo.people.length === 0 && !goesTo.channel) {
      return {
        nobody: known.length === 0 ? 'found' : 'reachable',
        people: known.map(({ displayName }) => displayName),
      };
    }
    const forWhom = await describe(tenantId, principal, subject.ownedByRequester);
    return {
      roles,
      defaultRoleId: roles.some(({ id }) => id === proposal.roleId) ? proposal.roleId : (roles[0]?.id ?? ''),
      durations: [...policy.durations],
      goesTo,
      ...(forWhom && { forWhom }),
    };
  };

  async function reach(tenantId: string, approvers: readonly Approver[]): Promise<GoesTo> {
    const [channel, ...chats] = await Promise.all([
      conversations.approvalsChannel(tenantId),
      ...approvers.map(({ objectId }) => conversations.personal(tenantId, objectId)),
    ]);
    const people = approvers.filter((_, at) => chats[at] !== undefined).map(({ displayName }) => displayName);
    return { people, channel: channel !== undefined, unreachable: approvers.length - people.length };
  }

  async function describe(
    tenantId: string,
    { self, kind, displayName, objectId, managedIdentity }: Principal,
    owned: boolean | undefined,
  ): Promise<ForWhom | undefined> {
    if (self) return undefined;
    if (kind === 'user') {
      const told = (await conversations.personal(tenantId, objectId)) !== undefined;
      return { name: displayName, is: 'colleague', told };
    }
    const is = managedIdentity === true ? 'managed-identity' : owned === true ? 'own-app' : 'app';
    return { name: displayName, is, told: false };
  }
}
