import type { Person, Refusal, Subject } from './access-request.ts';
import type { AccessPolicy, AskFor } from './policy.ts';

/** Whom a role is asked for, as it came in: a group too, to be refused. */
export type AskedSubject = Omit<Subject, 'type'> & { type: Subject['type'] | 'Group' };

/** Why this person may not ask for that one; undefined where he may. Checked when asked, and again when decided. */
export function objectionToAsking(requester: Person, subject: AskedSubject, policy: AccessPolicy): Refusal | undefined {
  if (subject.type === 'Group') return refuse('A role for a whole group is for an Owner to give in Azure, not here.');
  const wanted = relationOf(requester, subject);
  if (wanted.some((each) => policy.askFor.includes(each))) return undefined;
  if (subject.type === 'User') {
    return wanted.includes('self')
      ? refuse('Requests for oneself are switched off here. Somebody else has to ask.')
      : refuse(`Access for ${subject.displayName} can only be requested by ${subject.displayName}.`);
  }
  return policy.askFor.includes('own-apps')
    ? refuse(`Only an owner of the app registration ${subject.displayName} can request access for it.`)
    : refuse('Access for apps and managed identities cannot be requested here.');
}

/** The entries of the policy of which one has to be there. */
function relationOf(requester: Person, { type, objectId, ownedByRequester }: AskedSubject): AskFor[] {
  if (type !== 'User') return ownedByRequester === true ? ['own-apps', 'any-app'] : ['any-app'];
  return objectId.toLowerCase() === requester.objectId.toLowerCase() ? ['self'] : ['colleagues'];
}

function refuse(message: string): Refusal {
  return { refused: 'not-allowed', message };
}
