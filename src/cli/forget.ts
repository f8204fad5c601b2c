/** `npm run forget -- --person OBJECT_ID`: takes a person out of everything that is stored, and says how much that was. */
import { parseArgs } from 'node:util';
import type { Forgetting, Forgotten, StillOpen } from '../store/forget-person.ts';
import { openForgetting } from '../store/open-forgetting.ts';
import { existingDatabase, explain } from './bot-data.ts';

export interface ForgetArguments {
  /** In lower case. */
  objectId: string;
  tenantId?: string;
  dryRun: boolean;
}

/** A command line that cannot be carried out. The message says what to type instead. */
class ForgetUsageError extends Error {
  override readonly name = 'ForgetUsageError';
  readonly code = 'usage';
}

const WHILE_IT_RUNS = 'The bot itself holds its data folder while it runs: stop it first, or give it a DATABASE_URL.';
const usage = 'npm run forget -- --person OBJECT_ID [--tenant ID] [--dry-run]';
const OBJECT_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Throws ForgetUsageError. */
export function readForgetArguments(args: readonly string[]): ForgetArguments {
  const { person, tenant, 'dry-run': dryRun = false } = parse(args);
  if (person === undefined) throw usageError('Say whom.');
  const objectId = person.trim().toLowerCase();
  if (!OBJECT_ID.test(objectId)) {
    throw usageError(
      `--person ${person} is no object id. It is on the user's page in Microsoft Entra ID, or: az ad user show --id NAME --query id`,
    );
  }
  const tenantId = tenant?.trim().toLowerCase();
  if (tenantId !== undefined && !/^[\w.-]{1,64}$/.test(tenantId))
    throw usageError(`--tenant ${tenant} is no tenant id.`);
  return { objectId, dryRun, ...(tenantId !== undefined && { tenantId }) };
}

/**
 * Forgets the person in the tenant, or in every one, and writes what was done. True where all of it was; false where access is
 * still open somewhere. Throws ForgetUsageError, ConfigError or StoreError, each with what to do.
 */
export async function forget(
  { objectId, tenantId, dryRun }: ForgetArguments,
  environment: Readonly<Record<string, string | undefined>>,
  { write, now }: { write: (text: string) => void; now: () => Date },
): Promise<boolean> {
  const settings = existingDatabase(environment, usageError);
  const store = await openForgetting(settings, { log: { info() {}, warn() {}, error() {} } });
  try {
    let all = true;
    const tenants = tenantId === undefined ? await store.tenants() : [tenantId];
    if (tenants.length === 0) write('Nothing is stored.\n');
    for (const each of tenants) {
      const result = await store.forget({ tenantId: each, objectId, now: now(), dryRun });
      write(inWords(each, result, dryRun));
      all &&= result.outcome === 'forgotten';
    }
    return all;
  } finally {
    await store.close();
  }
}

function inWords(tenantId: string, result: Forgetting, dryRun: boolean): string {
  if (result.outcome === 'still-open') return refusal(tenantId, result.requests);
  const { deleted, anonymised } = result.counts;
  return [
    `Tenant ${tenantId}${dryRun ? ' (dry run: nothing was changed)' : ''}`,
    ...rows(dryRun ? 'to delete' : 'deleted', deleted, DELETED),
    ...rows(dryRun ? 'to anonymise' : 'anonymised', anonymised, ANONYMISED),
    '',
  ].join('\n');
}

const DELETED: Record<keyof Forgotten['deleted'], string> = {
  diagnoses: 'diagnoses',
  conversations: 'chats with the bot',
  lastInstances: 'instances asked about last',
  signIns: 'unfinished sign-ins',
  messages: 'records of messages',
};

const ANONYMISED: Record<keyof Forgotten['anonymised'], string> = {
  cases: 'cases',
  incidents: 'incidents',
  caseHistory: 'lines of the history of cases and incidents',
  requests: 'access requests',
  audit: 'lines of the audit',
};

function rows<Key extends string>(what: string, counts: Record<Key, number>, labels: Record<Key, string>): string[] {
  return Object.entries<number>(counts).map(
    ([key, count]) => `  ${what.padEnd(12)} ${String(count).padStart(6)}  ${labels[key as Key]}`,
  );
}

function refusal(tenantId: string, requests: readonly StillOpen[]): string {
  return [
    `Tenant ${tenantId}: nothing was forgotten, because access that this person asked for or has is still open.`,
    ...requests.map(
      ({ requestId, state, roleName, instanceName }) => `  ${requestId}  ${state}: ${roleName} on ${instanceName}`,
    ),
    'End it first: revoke what is granted with the button on its card, or remove the role assignment in Azure; withdraw what',
    'failed or is pending, or wait until it lapses. The bot notices within an hour. Then run this again.',
    '',
  ].join('\n');
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const options = { person: text, tenant: text, 'dry-run': { type: 'boolean' } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw usageError(error instanceof Error ? error.message : String(error), error);
  }
}

function usageError(message: string, cause?: unknown): ForgetUsageError {
  return new ForgetUsageError(`${message}\n  ${usage}`, { cause });
}

async function runFromTerminal(): Promise<void> {
  try {
    const args = readForgetArguments(process.argv.slice(2));
    const write = (text: string) => void process.stdout.write(text);
    if (!(await forget(args, process.env, { write, now: () => new Date() }))) process.exitCode = 1;
  } catch (error) {
    console.error(explain(error, WHILE_IT_RUNS));
    process.exitCode = 1;
  }
}

if (import.meta.filename === process.argv[1]) await runFromTerminal();
