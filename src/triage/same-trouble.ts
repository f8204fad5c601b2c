import type { DiagnosisRecord } from '../diagnosis/record.ts';
import type { Case, Origin } from './case.ts';
import { isSomebodyElse, namesIn } from './who-is-refused.ts';

/** A diagnosis, as far as it tells what it is about. */
export type About = Pick<
  DiagnosisRecord,
  'conversationId' | 'saidIn' | 'report' | 'instanceId' | 'diagnosis' | 'askedBy' | 'writtenBy'
>;

type Compared = Pick<Case, 'reporter' | 'origin' | 'report' | 'outcome'>;

/**
 * Whether a diagnosis of the same reporter is about the trouble of this case: said in the same place, about the same
 * instance and the same person or app, or without a word of which on one side. Whether the case is open is not looked at.
 */
export function isSameTrouble(one: Compared, about: About): boolean {
  if (placeOf(one.origin) !== placeOf(about)) return false;
  if (isSomebodyElse(refusedInCase(one), refusedInDiagnosis(about))) return false;
  const [a, b] = [instanceOfCase(one), instanceOfDiagnosis(about)];
  if (a.id !== undefined && b.id !== undefined) return a.id === b.id;
  if (a.hostName !== undefined && b.hostName !== undefined) return a.hostName === b.hostName;
  return a.name === undefined || b.name === undefined || a.name === b.name;
}

/**
 * The same, where the instance of that case was not found: what is said next is the one that was meant. Less than
 * `isSameTrouble`, which goes before where the person has several cases.
 */
export function mayBeSameTrouble(one: Compared, about: About): boolean {
  return isSameTrouble(isNotFound(one) ? withoutInstance(one) : one, about);
}

/** Whether it was looked at, and there is no instance of that name. */
export function isNotFound({ outcome }: Pick<Compared, 'outcome'>): boolean {
  return outcome !== undefined && outcome.instance === undefined && outcome.causes.includes('instance.not-found');
}

function withoutInstance({ report: { instance: _, ...report }, ...one }: Compared): Compared {
  return { ...one, report };
}

/** The conversation that something was said in: of a channel, its thread. */
export function placeOf({ conversationId, saidIn }: Pick<Origin, 'conversationId' | 'saidIn'>): string {
  return saidIn ?? conversationId;
}

function refusedInCase({ report, reporter, outcome }: Pick<Case, 'reporter' | 'report' | 'outcome'>) {
  return namesIn(report, reporter, outcome);
}

function refusedInDiagnosis({ report, askedBy, writtenBy, diagnosis }: About) {
  return namesIn(report, writtenBy ?? askedBy, diagnosis?.principal);
}

/** Whether this case may be about the instance of this name, in lower case. Undefined: none was named. */
export function mayBeOn(one: Pick<Case, 'report' | 'outcome'>, named: string | undefined): boolean {
  const { name } = instanceOfCase(one);
  return named === undefined || name === undefined || name === named;
}

/** All in lower case. A host name begins with the name. */
interface Known {
  id?: string;
  hostName?: string;
  name?: string;
}

function instanceOfCase({ outcome, report }: Pick<Case, 'report' | 'outcome'>): Known {
  const { instance } = outcome ?? {};
  return instance === undefined ? asReported(report) : known(instance);
}

function instanceOfDiagnosis({ diagnosis, instanceId, report }: About): Known {
  const found = diagnosis?.instance;
  if (found !== undefined) return known(found);
  return instanceId === undefined ? asReported(report) : known({ id: instanceId });
}

function asReported({ instance = {} }: Pick<Case['report'], 'instance'>): Known {
  return known(instance);
}

function known({ id, hostName, name }: Known): Known {
  const called = name ?? hostName?.split('.', 1)[0] ?? id?.split('/').at(-1);
  return {
    ...(id !== undefined && { id: id.toLowerCase() }),
    ...(hostName !== undefined && { hostName: hostName.toLowerCase() }),
    ...(called !== undefined && { name: called.toLowerCase() }),
  };
}
