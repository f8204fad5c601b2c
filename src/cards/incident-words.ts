/** How an incident is spoken of, wherever it is. Plain text, short enough for a line. */
import type { Common, Incident, IncidentResolved } from '../triage/incident.ts';
import { publicName } from './case-words.ts';
import { causeInWords } from './cause-words.ts';
import { discreet } from './discreet.ts';

/** 'Trouble with plant-a', '429 on plant-a', 'Trouble with one app', 'Public network access is off'. */
export function incidentInWords({ trait }: Pick<Incident, 'trait'>): string {
  switch (trait.kind) {
    case 'instance':
      return trait.status === undefined
        ? `Trouble with ${publicName(trait.label)}`
        : `${trait.status} on ${publicName(trait.label)}`;
    case 'app':
      // Its label is an app id, which is not for everybody.
      return 'Trouble with one app';
    case 'error':
      return `${publicName(trait.label)} at several people`;
    case 'cause':
      return causeInWords(trait.label);
  }
}

/** How an incident that is over ended: 'Resolved by Megan Bowen.', 'Every case of it is resolved.' */
export function incidentEndInWords(
  { people }: Pick<Incident, 'people'>,
  { by, withItsCases }: IncidentResolved,
): string {
  if (withItsCases) return people === 0 ? NOT_IT : 'Every case of it is resolved.';
  return by === undefined ? 'Resolved.' : `Resolved by ${publicName(by.displayName)}.`;
}

/** What an incident was that all its cases have left. */
export const NOT_IT = 'Each report of it turned out to be another trouble.';

/** '3 people', '1 person', 'nobody'. */
export function peopleInWords(count: number): string {
  if (count === 0) return 'nobody';
  return count === 1 ? '1 person' : `${count} people`;
}

/** What the people share, for a channel where their colleagues read along: whose role was taken away is not told there. */
export function commonInPublic({ kind, text }: Common): string {
  if (kind === 'assignment-removed') return 'A role that you have in common was taken away.';
  if (kind === 'group-member-removed') return 'Access through a group was taken away.';
  return discreet(text);
}
