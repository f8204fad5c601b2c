/** What every transition is made of. */
import type { AccessRequest, AccessStatus, News, Person, SubjectNews, Work } from '../access-request.ts';

/** The next version of a request, in this status. */
export function moved(request: AccessRequest, status: AccessStatus): AccessRequest {
  return { ...request, version: request.version + 1, status };
}

export const deliver: Work = { kind: 'deliver' };

export function tellRequester(news: News): Work {
  return { kind: 'tell-requester', news };
}

/** To the requester, and to the colleague he asked for. */
export function tellBoth(request: AccessRequest, news: News & SubjectNews): Work[] {
  return [tellRequester(news), ...tellColleague(request, news)];
}

/** To the person the role is for, where somebody else asked. */
export function tellColleague({ requester, subject }: AccessRequest, news: SubjectNews): Work[] {
  const isColleague = subject.type === 'User' && !samePerson(subject, requester);
  return isColleague ? [{ kind: 'tell-subject', news }] : [];
}

/** Whoever asked, or the person the role is for. */
export function isParty({ requester, subject }: AccessRequest, person: Person): boolean {
  return samePerson(requester, person) || (subject.type === 'User' && samePerson(subject, person));
}

export function samePerson(a: { objectId: string }, b: { objectId: string }): boolean {
  return a.objectId.toLowerCase() === b.objectId.toLowerCase();
}

export function isBefore(now: Date, at: string): boolean {
  return now.getTime() < Date.parse(at);
}
