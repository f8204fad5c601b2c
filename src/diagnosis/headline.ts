import type { Finding } from './diagnosis.ts';
import { proposedRole } from './remedies.ts';
import type { Situation } from './situation.ts';

/** The answer in one sentence, from the finding that explains the report best. */
export function headlineFor(findings: readonly Finding[], situation: Situation): string {
  const [first] = findings;
  const { words, instance } = situation;
  const place = instance?.name ?? 'the instance';
  if (first === undefined) return 'Nothing could be checked.';
  if (first.verdict === 'confirmed') return confirmedHeadline(first, situation, place);
  if (!situation.rights.known)
    return `${words.possessive === 'your' ? 'Your' : words.possessive} roles could not be checked: ${lowerFirst(situation.rights.reason)}`;
  const { access, needed } = situation.rights.value;
  if (access.access === 'allow') {
    const what = needed.inWords ?? 'everything';
    return first.verdict === 'possible'
      ? `Roles on ${place} are fine. Possibly: ${lowerFirst(first.title)}.`
      : `Roles are not the cause: they allow ${what} on ${place}.`;
  }
  return first.verdict === 'possible' ? `Probably: ${lowerFirst(first.title)}.` : 'No cause could be proven.';
}

function confirmedHeadline(finding: Finding, situation: Situation, place: string): string {
  const { words } = situation;
  switch (finding.id) {
    case 'rbac.missing-data-role':
      return `${words.Subject} ${words.has} no data role on ${place}. ${proposedRole(situation).name} would solve it.`;
    case 'rbac.reader-cannot-write':
      return `${words.Subject} can only read on ${place}; this needs ${proposedRole(situation).name}.`;
    case 'rbac.denied':
      return `A deny assignment blocks ${words.subject} on ${place}.`;
    case 'instance.not-found':
      return 'I can’t find that instance.';
    case 'identity.not-found':
      return `I can’t find “${situation.facts.subject.name}” in the directory.`;
    case 'network.public-access-disabled':
      return `${place} refuses calls from the public network.`;
    default:
      return `${finding.title}.`;
  }
}

/** Keeps acronyms as they are. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) && !text.startsWith('Azure') && !text.startsWith('Data ')
    ? text[0]?.toLowerCase() + text.slice(1)
    : text;
}
