import { parseArgs } from 'node:util';
import { type DiagnoseOptions, diagnose } from '../diagnosis/diagnose.ts';
import { readSymptoms } from '../symptoms/read-symptoms.ts';
import { type Tenant, TenantError } from '../tenant.ts';
import { printDiagnosis } from './print-diagnosis.ts';

export interface DiagnoseArguments {
  text: string;
  /** Sign-in name of the person who asks. */
  as?: string;
  json: boolean;
  /** A file that describes a simulated tenant. */
  tenantFile?: string;
}

/** A command line that cannot be carried out. The message says what to type instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}

export const usage = 'npm run diagnose -- [--tenant FILE] [--as USER] [--json] "403 on plant-a when I upload models"';

export function readDiagnoseArguments(args: readonly string[]): DiagnoseArguments {
  const { values, positionals } = parse(args);
  const text = positionals.join(' ').trim();
  if (text === '') throw new UsageError(`Say what happened, in quotes:\n  ${usage}`);
  return {
    text,
    json: values.json ?? false,
    ...(values.as !== undefined && { as: values.as }),
    ...(values.tenant !== undefined && { tenantFile: values.tenant }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { tenant: { type: 'string' }, as: { type: 'string' }, json: { type: 'boolean' } },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n  ${usage}`, { cause: error });
  }
}

export interface Answered {
  output: string;
  /** 0: answered. 2: something is missing from the question, or the answer may not be shown. */
  exitCode: 0 | 2;
}

/** The same engine and the same answer as in chat, for the person who asks. */
export async function diagnoseFromTerminal(
  { text, json }: Pick<DiagnoseArguments, 'text' | 'json'>,
  asker: { objectId: string; displayName: string },
  tenant: Tenant,
  options: Pick<DiagnoseOptions, 'botAppId' | 'now'>,
): Promise<Answered> {
  const report = readSymptoms(text);
  if (report.kind === 'chatter' || report.kind === 'unclear' || report.kind === 'command') {
    return {
      output: 'That names no problem with Azure Digital Twins. Try "403 on <instance> when I query".',
      exitCode: 2,
    };
  }
  const outcome = await diagnose({ report, asker }, tenant, options);
  switch (outcome.kind) {
    case 'choose-instance': {
      const names = outcome.instances.map(({ name, resourceGroup }) => `  ${name} (${resourceGroup})`);
      return { output: ['Which instance? Name one in the text:', ...names].join('\n'), exitCode: 2 };
    }
    case 'name-identity':
    case 'not-shown':
      return { output: outcome.message, exitCode: 2 };
    case 'diagnosis': {
      const diagnosis = await outcome.complete;
      return { output: json ? JSON.stringify(diagnosis, null, 2) : printDiagnosis(diagnosis), exitCode: 0 };
    }
  }
}

/** Who `--as` names, in the tenant's directory. */
export async function findAsker(
  tenant: Tenant,
  signInName: string,
): Promise<{ objectId: string; displayName: string }> {
  const user = await tenant.user(signInName);
  if (user === undefined) throw new UsageError(`The directory knows no user ${signInName}. Check --as.`);
  return user;
}

/** Errors that a person can act on are printed as one message, without a stack. */
export function isForPeople(error: unknown): error is Error {
  return error instanceof UsageError || error instanceof TenantError;
}
