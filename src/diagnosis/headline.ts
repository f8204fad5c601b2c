import type { Finding } from './diagnosis.ts';
import { proposedRole } from './remedies.ts';
import { onlyProbably } from './rights.ts';
import type { Situation } from './situation.ts';
import { withoutCall } from './unchecked.ts';
import { asSentence } from './wording.ts';

/** The answer in one sentence, or two, from the finding that explains the report best. */
export function headlineFor(findings: readonly Finding[], situation: Situation): string {
  const [first] = findings;
  const { words, instance, rights } = situation;
  const place = instance?.name ?? 'the instance';
  if (first === undefined) return 'Nothing could be checked.';
  if (first.verdict === 'confirmed') return confirmedHeadline(first, situation, place);
  const fine = rolesAreFine(situation, place);
  if (first.verdict === 'possible') {
    const possible = possibleHeadline(first, situation, place);
    if (first.id === 'identity.other-credential') return [fine, possible].join(' ').trim();
    return fine !== undefined && first.id !== 'rbac.propagating' ? `Roles on ${place} are fine. ${possible}` : possible;
  }
  if (seesNothing(first, situation)) return 'I see no Azure Digital Twins instance to look at.';
  if (!rights.known) return `${words.Possessive} roles could not be checked. ${inShort(rights.reason)}`;
  return fine ?? 'No cause could be proven.';
}

function rolesAreFine({ rights }: Situation, place: string): string | undefined {
  if (!rights.known || rights.value.access.access !== 'allow') return undefined;
  const { needed } = rights.value;
  const allow = onlyProbably(rights.value, needed) ? 'probably allow' : 'allow';
  return `Roles are not the cause: they ${allow} ${needed.inWords ?? 'everything'} on ${place}.`;
}

function seesNothing({ id }: Finding, { facts: { instance } }: Situation): boolean {
  return id === 'instance.not-found' && instance.known && instance.value.candidates.length === 0;
}

function confirmedHeadline(finding: Finding, situation: Situation, place: string): string {
  const { words, rights } = situation;
  const inWords = (rights.known && rights.value.needed.inWords) || 'it';
  switch (finding.id) {
    case 'rbac.missing-data-role':
      return `${words.Subject} ${words.has} no data role on ${place}. ${proposedRole(situation).name} would solve it.`;
    case 'rbac.custom-role-lacks-action':
      return `${words.Possessive} data role on ${place} does not allow ${inWords}. ${proposedRole(situation).name} does.`;
    case 'rbac.reader-cannot-write':
      return `${words.Subject} can only read on ${place}; this needs ${proposedRole(situation).name}.`;
    case 'rbac.denied':
      return `A deny assignment blocks ${words.subject} on ${place}.`;
    case 'rbac.propagating':
      return `${finding.title}. ${finding.remedy?.steps?.[0] ?? ''}`;
    case 'rbac.eligible-not-active':
      return `${words.Subject} ${words.has} an eligible role for this on ${place}, and it is not active.`;
    case 'instance.not-found':
      return 'I can’t find that instance.';
    case 'identity.not-found':
      return `I can’t find “${situation.facts.subject.name}” in the directory.`;
    case 'network.private-endpoint':
      return `No call reaches ${place}: no private endpoint is connected, and the public network is closed.`;
    case 'network.public-access-disabled':
      return `${place} refuses calls from the public network.`;
    default:
      return `${finding.title}.`;
  }
}

function possibleHeadline(finding: Finding, situation: Situation, place: string): string {
  const { words, rights } = situation;
  const needed = rights.known ? rights.value.needed : undefined;
  switch (finding.id) {
    case 'rbac.reader-cannot-write':
      return `${words.Subject} can only read on ${place}. To change anything takes ${proposedRole(situation).name}.`;
    case 'rbac.custom-role-lacks-action':
      return needed?.inWords === undefined
        ? `${words.Possessive} data role on ${place} covers only a part of what can be done.`
        : `${words.Possessive} data role on ${place} probably does not allow ${needed.inWords}.`;
    case 'rbac.propagating':
      return `The role is there, and may be too new to work yet. ${finding.remedy?.steps?.[0] ?? ''}`;
    case 'identity.other-credential':
      return 'Perhaps another identity made the call.';
    case 'rbac.condition':
      return 'The role is there, with a condition that may be what refuses the call.';
    case 'instance.not-ready':
      return `${finding.title}, and may refuse calls meanwhile.`;
    default:
      // What is said of the call is a guess; what is said of the tenant is there, and only may be the cause.
      return /^(identity|symptom|downstream)\./.test(finding.id)
        ? `Possibly: ${lowerFirst(finding.title)}.`
        : `${finding.title}. That may be the cause.`;
  }
}

/** Keeps names as they are. */
function lowerFirst(text: string): string {
  return text.startsWith('Azure ') ? text : `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/** Without the call, the status and Azure's own words, which the finding gives: 'The bot was refused.' */
function inShort(reason: string): string {
  return asSentence(withoutCall(reason).replace(/(: | \(HTTP ).*$/, '.'));
}
