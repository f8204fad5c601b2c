import type { AccessRequest } from '../access/access-request.ts';
import type { Element } from './card.ts';
import { durationLabel } from './duration.ts';
import { name, shortRole } from './names.ts';
import { row } from './row.ts';
import { type Piece, present } from './text.ts';

/** What is asked for, line by line. `roleAllows`: what the role lets one do, in plain words. */
export function requestRows(request: AccessRequest, roleAllows?: string): Element[] {
  const { subject, requester, role, instance, durationMinutes, reason } = request;
  return present([
    row('Role', [
      { text: shortRole(role.name), weight: 'Bolder' },
      ...(roleAllows ? [{ text: `: ${roleAllows}`, max: 150 }] : []),
    ]),
    row('Instance', [name(instance.name), ...resourceGroup(instance.id)]),
    subject.objectId !== requester.objectId && row('For', name(subject.displayName)),
    row('How long', durationLabel(durationMinutes)),
    row('Why', { text: `“${reason}”`, max: 520 }),
  ]);
}

function resourceGroup(instanceId: string): Piece[] {
  const group = /\/resourceGroups\/([^/]+)/i.exec(instanceId)?.[1];
  return group === undefined ? [] : [{ text: ` in ${name(group)}`, isSubtle: true }];
}
