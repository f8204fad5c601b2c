/** `npm run diagnose`: the engine from a terminal, on a simulated tenant or with the caller's own Azure sign-in. */
import { createAzureTenant } from '../src/azure/azure-tenant.ts';
import { publicCloud } from '../src/azure/clouds.ts';
import { createCredential, ownSignIn, whoIs } from '../src/azure/credentials.ts';
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
    const cloud = cloudOf(simulated);
    const identity = { kind: 'client-secret', tenantId, clientId: bot.appId, clientSecret: bot.secret } as const;
    const tenant = createAzureTenant(tenantId, createCredential(identity, cloud), cloud);
    return await diagnoseFromTerminal(args, await findAsker(tenant, args.as), tenant, { botAppId: bot.appId, now });
  } finally {
    await simulated.close();
  }
}

async function inAzure(args: DiagnoseArguments): Promise<Answered> {
  const credential = ownSignIn();
  const me = await whoIs(credential, publicCloud);
  const tenant = createAzureTenant(me.tenantId, credential, publicCloud);
  const asker = args.as === undefined ? me : await findAsker(tenant, args.as);
  return diagnoseFromTerminal(args, asker, tenant, { botAppId: me.appId, now });
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
