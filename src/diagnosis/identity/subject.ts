import type { ReportedPrincipal } from '../../symptoms/report.ts';
import type { Question } from '../facts.ts';

/** Whose access is meant, before anything has been looked up. */
export type Subject =
  | { kind: 'self'; objectId: string }
  /** By object id, user principal name or mail. */
  | { kind: 'user'; idOrName: string; name?: string }
  /** An app registration, service principal or managed identity, by app id or display name. */
  | { kind: 'app'; idOrName: string }
  /** By object id or display name. */
  | { kind: 'group'; idOrName: string }
  /** A GUID that may be the object id or the app id of anything. */
  | { kind: 'object'; id: string };

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return guid.test(text);
}

/** Where the report names nobody, it is about the person who writes. */
export function subjectOf({ report, asker }: Pick<Question, 'report' | 'asker'>): Subject {
  const { kind, id, name }: ReportedPrincipal = report.principal ?? { kind: 'me' };
  const self: Subject = { kind: 'self', objectId: asker.objectId };
  if (id === undefined || kind === 'me' || id.toLowerCase() === asker.objectId.toLowerCase()) return self;
  switch (kind) {
    case 'user':
      return { kind: 'user', idOrName: id, ...(name !== undefined && { name }) };
    case 'group':
      return { kind: 'group', idOrName: id };
    case 'unknown':
      // What is no id and no sign-in name can only be the name of an app: people are not called by one word.
      if (isGuid(id)) return { kind: 'object', id };
      return id.includes('@') ? { kind: 'user', idOrName: id } : { kind: 'app', idOrName: id };
    default:
      // Which of an app's ids was given is often mixed up, so a GUID is looked for as any of them.
      return isGuid(id) ? { kind: 'object', id } : { kind: 'app', idOrName: id };
  }
}

/** The name it goes by until the directory gives one. */
export function givenName(subject: Subject, asker: { displayName: string }): string {
  if (subject.kind === 'self') return asker.displayName;
  if (subject.kind === 'user') return subject.name ?? subject.idOrName;
  return subject.kind === 'object' ? subject.id : subject.idOrName;
}
