/** `npm run diagnose`: the engine from a terminal, on a simulated tenant or with the caller's own Azure sign-in. */
import { connectAsApp, connectAsMyself } from '../src/cli/connect.ts';
import {
  type Answered,
  type DiagnoseArguments,
  diagnoseFromTerminal,
  findAsker,
  isForPeople,
  readDiagnoseArguments,
  UsageError,
} from '../src/cli/diagnose.ts';
import { startTenant } from './azure/simulated-tenant.ts';
import { readTenantFile, TenantFileError } from './azure/tenant-file.ts';
import { cloudOf } from './bot-cloud.ts';

const now = () => new Date();

async function inSimulatedTenant(args: DiagnoseArguments, path: string): Promise<Answered> {
  const file = await readTenantFile(path);
  if (args.as === undefined) {
    const people = file.users.map(({ userPrincipalName }) => `  --as ${userPrincipalName}`);
    throw new UsageError(['Say who asks:', ...people].join('\n'));
  }
  const simulated = await startTenant(file);
  try {
    simulated.trust();
    const { tenantId, bot } = simulated;
    const tenant = connectAsApp({ tenantId, ...bot }, cloudOf(simulated));
    return await diagnoseFromTerminal(args, await findAsker(tenant, args.as), tenant, { botAppId: bot.appId, now });
  } finally {
    await simulated.close();
  }
}

async function inAzure(args: DiagnoseArguments): Promise<Answered> {
  const { tenant, me } = await connectAsMyself();
  const asker = args.as === undefined ? me : await findAsker(tenant, args.as);
  return diagnoseFromTerminal(args, asker, tenant, { now });
}

try {
  const args = readDiagnoseArguments(process.argv.slice(2));
  const { output, exitCode } = await (args.tenantFile === undefined
    ? inAzure(args)
    : inSimulatedTenant(args, args.tenantFile));
  console.log(output);
  process.exitCode = exitCode;
} catch (error) {
  console.error(isForPeople(error) || error instanceof TenantFileError ? error.message : error);
  process.exitCode = 1;
}
