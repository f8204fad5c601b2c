import { onlyAddress } from './addresses.ts';
import { mentionsApp, onlyAnAppCalls, withoutBystanders } from './calling-apps.ts';
import { butNotForTheWriter } from './calling-people.ts';
import { failingAndWorking } from './clauses.ts';
import { clip } from './clip.ts';
import { readCommand } from './command.ts';
import { readDownstream } from './downstream.ts';
import { excerpt } from './excerpt.ts';
import { readFormats } from './formats/read-formats.ts';
import { type InstanceReading, namesIn, onlyName, readInstance } from './instance.ts';
import { type Decision, decideKind } from './kind.ts';
import { inEnglish } from './languages/in-english.ts';
import { isErrorPage, withoutMarkup } from './markup.ts';
import { askedByRole } from './named-role.ts';
import { canBeName } from './names.ts';
import { type OperationReading, readOperation } from './operation.ts';
import { plainCharacters } from './plain-characters.ts';
import { callerByToken, readPrincipal } from './principal.ts';
import { withThings } from './pronouns.ts';
import type { ReportedPrincipal, SymptomReport } from './report.ts';
import { redact } from './secrets.ts';
import { withoutNamesBesideSecrets } from './secrets-in-words.ts';
import { readServices } from './services.ts';
import { isOnlyWritten } from './spoken.ts';
import { readStatus } from './status.ts';
import { readStorage } from './storage-address.ts';
import { readClaims, readJwts, type TokenReading } from './token.ts';
import { readCorrelationId, readTime } from './trace.ts';
import { readWorksWith } from './works-with.ts';

/**
 * Reads a message as a report: what was refused, to whom, where. Never throws; time is linear in the length of the
 * text, of which up to 1.25 MB are searched, and of a long one only the parts that tell what failed are read. Secrets are removed before anything else is looked
 * at, so no field can hold one; only a token's claims are read before.
 */
export function readSymptoms(text: string): SymptomReport {
  const clipped = clip(text);
  const said = withoutMarkup(clipped);
  const jwt = readJwts(said);
  const { text: safe, redacted } = redact(said);
  const plain = withoutNamesBesideSecrets(plainCharacters(excerpt(safe)));
  if (readCommand(plain) !== undefined) return { kind: 'command', redacted };

  const asked = /^\s{0,9}\/?diagnose[\s:,]{1,9}(?=\S)/i.exec(plain)?.[0];
  const subject = asked === undefined ? undefined : plain.slice(asked.length).trim();
  const reading = readMessage(plain, subject, jwt ?? readClaims(plain));
  const page = reading.kind !== 'chatter' && isErrorPage(clipped) ? { body: 'present' as const } : {};
  return { ...page, ...reading, redacted };
}

type Reading = Omit<SymptomReport, 'redacted'>;

/** `subject` is what stands behind the word 'diagnose', if the message begins with it. */
function readMessage(text: string, subject: string | undefined, token: TokenReading | undefined): Reading {
  const prose = inEnglish(text);
  const { failing, working } = failingAndWorking(prose);
  const format = readFormats(text, failing === '' ? prose : failing);
  const principal = readPrincipal(text, prose);
  const taken = principal?.id === undefined ? [] : [principal.id];
  const passed = namesIn(working).filter((name) => !refusing(failing).includes(name));
  const instance =
    (passed.length === 0 ? undefined : readInstance(prose, [...taken, ...passed])) ??
    readInstance(prose, taken) ??
    onlyName(failing, taken) ??
    namedOnly(subject);
  const told = withThings(prose);
  const operation = readOperation(text, told === prose ? failing : failingAndWorking(told).failing);
  const downstream = readDownstream(prose);
  const signs = {
    text,
    prose,
    failing,
    format,
    services: readServices(text, prose, failing),
    status: format.status ?? readStatus(prose),
    instance,
    operation,
    downstream,
  };
  const decided = decideKind(signs);
  const decision = subject === undefined ? decided : asDiagnosis(decided);
  if (decision.kind === 'chatter') {
    if (token !== undefined) return { kind: 'unclear', token: token.claims };
    // 'It's the function app, not me' belongs to a trouble told before.
    const caller = /\bnot me\b/i.test(prose) ? principal : undefined;
    return caller === undefined ? { kind: 'chatter' } : { kind: 'unclear', principal: caller };
  }
  const worksWith = readWorksWith(prose);
  return {
    kind: decision.kind,
    ...present({
      service: decision.service,
      status: decision.status,
      errorCode: format.errorCode,
      body: format.body,
      instance: isAbout(decision, instance, downstream) ? instance?.instance : undefined,
      principal: whose(
        decision,
        callerByToken(principal, token, prose),
        present({ downstream, worksWith, client: format.client }),
        prose,
      ),
      ...tried(decision, operation),
      ...(decision.kind === 'access-request' && operation === undefined ? askedByRole(prose) : {}),
      client: format.client,
      downstream,
      // Where ADT itself refuses, no storage is what failed.
      storage: decision.kind === 'adt-403' ? undefined : readStorage(text),
      worksWith,
      token: token?.claims,
      correlationId: readCorrelationId(text),
      at: readTime(text),
    }),
  };
}

/** 'We have two, a and b. On b all is well, on a it is 403': the clauses of the refusal, or all where none is told. */
function refusing(failing: string): string {
  const clauses = failing.split('\n').filter((clause) => /40[13]|forbidden|denied|refus|can't|cannot/i.test(clause));
  return clauses.length === 0 ? failing : clauses.join('\n');
}

/** Another service's refusal is at no instance, unless ADT was to reach it; nor is a sign-in's that names none surely. */
function isAbout(
  { kind, service }: Decision,
  instance: InstanceReading | undefined,
  downstream: SymptomReport['downstream'],
): boolean {
  if (kind === 'other-service') return downstream !== undefined;
  return service !== 'entra-id' || instance?.certain === true;
}

/** 'diagnose plant-a' asks for a diagnosis of that, whether or not a refusal is told. */
function asDiagnosis(decided: Decision): Decision {
  const told = decided.kind === 'adt-403' || decided.kind === 'adt-other' || decided.kind === 'other-service';
  return told ? decided : { ...decided, kind: 'adt-403', service: 'digital-twins' };
}

/** 'diagnose factory': a single word there can only be a name. */
function namedOnly(subject: string | undefined): InstanceReading | undefined {
  return subject !== undefined && canBeName(subject) ? { instance: { name: subject }, certain: false } : undefined;
}

/** A refusal that names nobody is the writer's own, unless it works for him and fails elsewhere. */
function whose(
  { kind, request }: Decision,
  named: ReportedPrincipal | undefined,
  { downstream, worksWith, client }: Pick<SymptomReport, 'downstream' | 'worksWith' | 'client'>,
  prose: string,
): ReportedPrincipal | undefined {
  // ADT delivers as its own identity; nobody else's is meant by 'the managed identity'.
  const own = named?.kind === 'managed-identity' && named.id === undefined;
  if (own && (downstream === 'event-route' || downstream === 'data-history')) return undefined;
  if (request?.beneficiary === 'me' && (named === undefined || isUnnamed(named))) {
    return { kind: 'me' };
  }
  // 'Let him read the twins, I am happy to fill in a form.'
  if (request?.beneficiary === 'someone' && (named === undefined || named.kind === 'me' || isUnnamed(named))) {
    return { kind: 'user', ...present({ id: onlyAddress(prose) }) };
  }
  // 'With my account it works' tells of the writer, and that it is not he who fails.
  const works =
    named?.kind === 'me' &&
    worksWith !== undefined &&
    client !== 'adt-explorer' &&
    !(butNotForTheWriter(prose) && !mentionsApp(prose));
  if (named !== undefined && !works) return named;
  if (request?.beneficiary === 'team') return { kind: 'group' };
  // A trace without a word of whoever pasted it says nothing of him.
  if (kind !== 'adt-403' || isOnlyWritten(prose)) return undefined;
  // In the Explorer it is the person who calls.
  if (client === 'adt-explorer') return { kind: 'me' };
  const words = withoutBystanders(prose);
  if (worksWith === undefined) return { kind: onlyAnAppCalls(words) ? 'app' : 'me' };
  return { kind: mentionsApp(words) ? 'app' : 'unknown' };
}

const isUnnamed = ({ kind, id }: ReportedPrincipal): boolean => kind === 'user' && id === undefined;

/** ARM knows no operation of the data plane, whatever command was on its way there. */
function tried(
  { kind, service }: Decision,
  reading: OperationReading | undefined,
): Pick<Reading, 'operation' | 'access'> {
  if (kind === 'adt-other' && service === 'arm') {
    const managed = reading?.operation === 'control-plane' ? reading.access : undefined;
    return { operation: 'control-plane', ...present({ access: managed }) };
  }
  if (kind === 'other-service' || reading === undefined) return {};
  const { operation, access } = reading;
  return access === undefined ? { operation } : { operation, access };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Only the fields that have a value. */
function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
