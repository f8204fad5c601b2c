import type { AccessRequest } from '../access/access-request.ts';
import type { Element } from './card.ts';
import { durationLabel, forHowLong } from './duration.ts';
import { name, shortRole } from './names.ts';
import { isForAnother, isLess, type Reader } from './request-words.ts';
import { row } from './row.ts';
import { type Piece, present } from './text.ts';

/** What is asked for, line by line. `roleAllows`: what the role lets one do, in plain words. */
export function requestRows(request: AccessRequest, reader: Reader, roleAllows?: string): Element[] {
  const { requester, asked, role, instance, durationMinutes, reason } = request;
  return present([
    reader === 'subject' && row('Asked by', name(requester.displayName)),
    reader !== 'subject' && isForAnother(request) && row('For', whom(request, reader)),
    row('Role', [
      { text: shortRole(role.name), weight: 'Bolder' },
      ...(roleAllows ? [{ text: `: ${roleAllows}`, max: 150 }] : []),
    ]),
    row('Instance', [name(instance.name), ...resourceGroup(instance.id)]),
    row('How long', durationLabel(durationMinutes)),
    // An approver's card says it in its first line.
    reader !== 'approver' &&
      isLess(request) &&
      row('Asked for', `${shortRole(asked.role.name)} ${forHowLong(asked.durationMinutes)}`),
    row('Why', { text: `“${reason}”`, max: 520 }),
  ]);
}

/** What an approver judges by: the words of the diagnosis, as they were said to whoever asked. */
export function becauseRows({ requester, because }: AccessRequest): Element[] {
  if (because === undefined) return [];
  const { headline, confirmed, couldNotCheck } = because;
  // The headline says the first.
  const more = confirmed.slice(1);
  return present([
    row('Diagnosis', [
      { text: `told ${name(requester.displayName)}: `, isSubtle: true },
      { text: `“${headline}”`, max: 204 },
      ...(more.length > 0 ? [{ text: ` Also confirmed: ${more.join('; ')}.`, max: 400 }] : []),
      ...(couldNotCheck.length > 0
        ? [{ text: ` Could not check: ${couldNotCheck.join(', ')}.`, max: 300, isSubtle: true }]
        : []),
    ]),
  ]);
}

/** Whoever decides has to know what stands behind the name. */
function whom({ requester, subject }: AccessRequest, reader: Reader): Piece[] {
  const asker = reader === 'approver' ? name(requester.displayName) : undefined;
  return [
    { text: name(subject.displayName), weight: 'Bolder' },
    { text: `, ${kindInWords(subject, asker)}`, isSubtle: true },
  ];
}

/** `asker`: whose it may be, to somebody else; who asks knows what is his. */
function kindInWords(
  { type, managedIdentity, ownedByRequester: owned }: AccessRequest['subject'],
  asker?: string,
): string {
  if (type === 'User') return 'a colleague';
  // Azure makes them for a resource; whoever runs that is nowhere in the directory.
  if (managedIdentity)
    return asker === undefined ? 'a managed identity' : 'a managed identity; the directory does not say whose';
  if (asker === undefined) return owned === true ? 'an app that you own' : 'an app';
  if (owned === true) return `an app that ${asker} owns`;
  if (owned === false) return `an app that ${asker} does not own`;
  return `an app; whether ${asker} owns it is not known`;
}

function resourceGroup(instanceId: string): Piece[] {
  const group = /\/resourceGroups\/([^/]+)/i.exec(instanceId)?.[1];
  return group === undefined ? [] : [{ text: ` in ${name(group)}`, isSubtle: true }];
}
