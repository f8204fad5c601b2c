import { neededActions } from '../rbac/adt-actions.ts';
import type { Access } from '../rbac/model.ts';
import { denialsOf } from './denials.ts';
import type { Abilities, DataOperation, Finding } from './diagnosis.ts';
import { operationsInWords } from './operation-in-words.ts';
import { onlyProbably, perOperation, type Rights } from './rights.ts';
import type { Situation } from './situation.ts';
import type { Wording } from './wording.ts';

interface Ability {
  operation: DataOperation;
  access: Access['access'];
  /** The data action of this operation was concluded from its description. */
  probably: boolean;
}

/**
 * What the identity can and cannot do, where no operation was named. Undefined where that adds nothing to the headline:
 * everything is allowed, or nothing, or something else refuses whatever is tried.
 */
export function abilitiesOf(situation: Situation, findings: readonly Finding[]): Abilities | undefined {
  const { report, rights } = situation;
  if (report.operation !== undefined || !rights.known) return undefined;
  // Where roles are not looked at, they explain nothing.
  if (!findings.some(({ id }) => id.startsWith('rbac.'))) return undefined;
  if (findings.some((finding) => finding.verdict === 'confirmed' && explainsAll(finding))) return undefined;

  const each = perOperation((operation) => ability(operation, rights.value, situation));
  const all = Object.values(each);
  if (new Set(all.map(({ access }) => access)).size === 1) return undefined;
  const byRoleAlone = findings.some((finding) => finding.verdict === 'possible' && refusesAll(finding));
  return {
    can: perOperation((operation) => each[operation].access),
    inWords: inWords(all, situation.words, byRoleAlone),
  };
}

/** Stands in the way of every operation, whatever the roles. */
function refusesAll({ id }: Finding): boolean {
  return /^(network|instance)\./.test(id) || id === 'rbac.propagating';
}

/** Explains the report without a look at single operations. */
function explainsAll(finding: Finding): boolean {
  return refusesAll(finding) || /^(symptom|identity|downstream)\./.test(finding.id);
}

function ability(operation: DataOperation, rights: Rights, { facts }: Situation): Ability {
  const byRole = rights.can[operation];
  const probably = onlyProbably(rights, neededActions(operation));
  if (byRole === 'deny') return { operation, access: 'deny', probably };
  const denials = denialsOf(facts, { operation });
  if (!denials.known) return { operation, access: 'unknown', probably: false };
  const { blocking, inferred, conditional } = denials.value;
  if (blocking.length > 0) return { operation, access: 'deny', probably: inferred };
  if (conditional.length > 0 || byRole === 'unknown') return { operation, access: 'unknown', probably: false };
  return { operation, access: 'allow', probably };
}

function inWords(all: readonly Ability[], words: Wording, byRoleAlone: boolean): Abilities['inWords'] {
  const subject = byRoleAlone ? `By role, ${words.subject}` : words.Subject;
  const group = (label: string, last: 'and' | 'or', isIn: (ability: Ability) => boolean) => {
    const operations = all.filter(isIn).map(({ operation }) => operation);
    return operations.length === 0 ? [] : [{ label, text: operationsInWords(operations, last) }];
  };
  return [
    ...group(`${subject} can`, 'and', ({ access, probably }) => access === 'allow' && !probably),
    ...group(`${subject} probably can`, 'and', ({ access, probably }) => access === 'allow' && probably),
    ...group(`${subject} cannot`, 'or', ({ access, probably }) => access === 'deny' && !probably),
    ...group(`${subject} probably cannot`, 'or', ({ access, probably }) => access === 'deny' && probably),
    ...group(`Not known whether ${words.subject} can`, 'or', ({ access }) => access === 'unknown'),
  ];
}
