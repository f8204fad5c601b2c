import type { AdaptiveCard } from '../cards/card.ts';
import { type Caller, type Question, questionCard } from '../cards/question-card.ts';
import { instanceChoice, MOST_INSTANCES } from '../cards/question-inputs.ts';
import { type UnclearView, unclearCard } from '../cards/unclear-card.ts';
import { NOT_SURE } from '../cards/verbs.ts';
import type { DiagnosisRecord } from '../diagnosis/record.ts';
import { ofDigitalTwins } from '../symptoms/of-digital-twins.ts';
import type { Operation, ReportedPrincipal, SymptomReport } from '../symptoms/report.ts';
import { redact } from '../symptoms/secrets.ts';
import type { Instance } from '../tenant.ts';

/** What is missing before a diagnosis, and what is known about it. */
export interface Missing {
  /** Instances to choose from. */
  instances?: readonly Instance[];
  /** The one asked about last. */
  lastInstanceId?: string | undefined;
  /** What is needed of whom the person spoke of without a name; our own words. */
  identity?: string;
}

/** The one question that asks for all of it, and the record that waits for the answer. */
export function ask(
  record: DiagnosisRecord,
  { instances, lastInstanceId, identity }: Missing,
): { card: AdaptiveCard; record: DiagnosisRecord } {
  const { id, report } = record;
  const offered = instances?.slice(0, MOST_INSTANCES).map(({ name }) => name);
  const forRequest = report.kind === 'access-request';
  const status = report.status ?? (report.kind === 'adt-other' ? undefined : 403);
  const question: Question = {
    id,
    ...(forRequest ? { forRequest } : status !== undefined && { status }),
    ...(instances && { instance: instanceChoice(instances, lastInstanceId) }),
    // Who asks for access without a word of anybody else asks for himself.
    ...((!forRequest || identity !== undefined) &&
      report.principal?.id === undefined && {
        caller: {
          preselected: callerOf(report, identity !== undefined),
          ...(identity && { hint: identity }),
        },
      }),
    ...(!forRequest && report.operation === undefined && { tried: true }),
    ...(record.unasked && { unasked: true }),
  };
  return {
    card: report.kind === 'unclear' ? unclearCard(unclear(report, question)) : questionCard(question),
    record: { ...record, state: 'waiting-for-answer', ...(offered && { offered }) },
  };
}

/** Whether an unclear report may be one of Azure Digital Twins that a diagnosis helps with. */
export function asksForTwins({ kind, status = 403 }: SymptomReport): boolean {
  return kind === 'unclear' && (status === 403 || status === 401);
}

function unclear(report: SymptomReport, twins: Question): UnclearView {
  const { service, status } = report;
  return {
    ...(service === 'digital-twins' && { service }),
    ...(status !== undefined && { status }),
    ...(asksForTwins(report) && { twins }),
  };
}

function callerOf({ principal }: SymptomReport, isUnnamed: boolean): Caller {
  if (principal?.kind === 'user' || principal?.kind === 'group') return principal.kind;
  const isApp = principal?.kind === 'app' || principal?.kind === 'managed-identity';
  return isUnnamed || isApp ? 'app' : 'me';
}

/** What the form of the question came back with. */
export interface Answers {
  who?: Caller | undefined;
  caller?: string | undefined;
  tried?: string | undefined;
}

/** The report with the answers in it, or what to say where one is missing. Pure. */
export function answered(report: SymptomReport, { who, caller = '', tried }: Answers): SymptomReport | string {
  const id = caller
    .replace(/\p{C}/gu, ' ')
    .trim()
    .replace(/^(["'“„])(.{1,200})["'”“]$/u, '$2');
  if (redact(id).redacted.length > 0)
    return 'That looks like a secret, which I do not need. Give the name or the app id.';
  const principal = who === undefined ? report.principal : namedCaller(who, id, report.principal);
  if (typeof principal === 'string') return principal;
  // The form asks what matters for Azure Digital Twins, so whoever fills it means that.
  const { worksWith, ...rest } = report.kind === 'unclear' ? ofDigitalTwins(report) : report;
  return {
    ...rest,
    // What works as oneself is somebody else's failure.
    ...(worksWith !== undefined && principal?.kind !== 'me' && { worksWith }),
    ...(principal && { principal }),
    ...(tried !== undefined && tried !== NOT_SURE && operations[tried]),
  };
}

function namedCaller(who: Caller, id: string, before: ReportedPrincipal | undefined): ReportedPrincipal | string {
  // Whoever writes an address or a name there means it, whatever the list above still says.
  if (/^[^@\s]{1,64}@[^@\s]{1,190}$/.test(id)) return { kind: 'user', id };
  if (who === 'me' && id === '') return { kind: 'me' };
  if (who === 'group')
    return id === '' ? 'Which group? Write its name, then press the button again.' : { kind: 'group', id };
  if (who === 'user') {
    return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id)
      ? { kind: 'user', id }
      : 'Who? Write the sign-in name, such as alex@contoso.com, then press the button again.';
  }
  if (id === '') return 'Which app? Write its app id or its exact name, then press the button again.';
  return { kind: before?.kind === 'managed-identity' ? 'managed-identity' : 'app', id };
}

const operations: Record<string, { operation: Operation; access?: 'read' | 'write' }> = {
  query: { operation: 'query', access: 'read' },
  write: { operation: 'write', access: 'write' },
  delete: { operation: 'delete', access: 'write' },
  models: { operation: 'models', access: 'write' },
  'event-routes': { operation: 'event-routes' },
  jobs: { operation: 'jobs' },
};
