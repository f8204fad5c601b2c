import { clip } from './clip.ts';
import { readCommand } from './command.ts';
import { readFormats } from './formats/read-formats.ts';
import { type InstanceReading, readInstance } from './instance.ts';
import { type Decision, decideKind } from './kind.ts';
import { canBeName } from './names.ts';
import { type OperationReading, readOperation } from './operation.ts';
import { readPrincipal } from './principal.ts';
import type { ReportedPrincipal, SymptomReport } from './report.ts';
import { redact } from './secrets.ts';
import { readServices } from './services.ts';
import { readStatus } from './status.ts';
import { readCorrelationId, readTime } from './trace.ts';

/**
 * Reads a message as a report: what was refused, to whom, where. Never throws; time is linear in the length of the
 * text, of which the first 64 KB and the last 36 KB are read. Secrets are removed before anything else is looked at,
 * so no field can hold one.
 */
export function readSymptoms(text: string): SymptomReport {
  const { text: safe, redacted } = redact(clip(text));
  const plain = plainCharacters(safe);
  if (readCommand(plain) !== undefined) return { kind: 'command', redacted };

  const asked = /^\s{0,9}(?:<at>[^<]{0,100}<\/at>\s{0,9})?\/?diagnose[\s:,]{1,9}(?=\S)/i.exec(plain)?.[0];
  return { ...readMessage(plain, asked === undefined ? undefined : plain.slice(asked.length).trim()), redacted };
}

/** Quotes and spaces as chat programs and Word make them, so that every pattern knows only the plain ones. */
function plainCharacters(text: string): string {
  return text
    .replace(/[\u2018\u2019\u201a\u2032]/g, "'")
    .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
    .replace(/[\u00a0\u2007\u202f\u3000]/g, ' ')
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

type Reading = Omit<SymptomReport, 'redacted'>;

/** `subject` is what stands behind the word 'diagnose', if the message begins with it. */
function readMessage(text: string, subject: string | undefined): Reading {
  const format = readFormats(text);
  const principal = readPrincipal(text);
  const instance = readInstance(text, principal?.id === undefined ? [] : [principal.id]) ?? namedOnly(subject);
  const operation = readOperation(text);
  const signs = {
    format,
    services: readServices(text),
    status: format.status ?? readStatus(text),
    instance,
    operation,
  };
  const decided = decideKind(text, signs);
  const decision = subject === undefined ? decided : asDiagnosis(decided);
  if (decision.kind === 'chatter') return { kind: 'chatter' };
  return {
    kind: decision.kind,
    ...present({
      service: decision.service,
      status: decision.status,
      errorCode: format.errorCode,
      body: format.body,
      instance: decision.kind === 'other-service' ? undefined : instance?.instance,
      principal: whose(decision, principal),
      ...tried(decision, operation),
      client: format.client,
      correlationId: readCorrelationId(text),
      at: readTime(text),
    }),
  };
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

/** A refusal that names nobody is the writer's own. */
function whose({ kind, request }: Decision, principal: ReportedPrincipal | undefined): ReportedPrincipal | undefined {
  if (principal !== undefined) return principal;
  if (kind === 'adt-403' || request?.beneficiary === 'me') return { kind: 'me' };
  return request?.beneficiary === 'someone' ? { kind: 'user' } : undefined;
}

/** ARM knows no operation of the data plane, whatever command was on its way there. */
function tried(
  { kind, service }: Decision,
  reading: OperationReading | undefined,
): Pick<Reading, 'operation' | 'access'> {
  if (kind === 'adt-other' && service === 'arm') return { operation: 'control-plane' };
  if (kind === 'other-service' || reading === undefined) return {};
  const { operation, access } = reading;
  return access === undefined ? { operation } : { operation, access };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Only the fields that have a value. */
function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
