import { type CallOptions, TenantError } from '../../tenant.ts';
import type { Check } from '../check.ts';
import type { Deployment, OwnToken, Service } from '../deployment.ts';
import type { Finding, Fix } from '../finding.ts';

const names: Record<Service, string> = {
  arm: 'Azure Resource Manager',
  graph: 'Microsoft Graph',
  'bot-framework': 'Teams (Bot Framework)',
};

const without: Record<Service, string> = {
  arm: 'No instance and no role assignment can be read.',
  graph: 'No name, app registration or group can be read.',
  'bot-framework': 'The bot receives messages and cannot answer them.',
};

type Failure = { service: Service; error: TenantError };

/** Whether BOT_ID is an app or a managed identity that gets its tokens, and is who the settings say. */
export const signIn: Check = {
  id: 'sign-in',
  title: 'Sign-in of the bot',
  async run(deployment, options) {
    const services: Service[] = ['arm', 'graph', 'bot-framework'];
    const answers = await Promise.all(services.map((service) => signInTo(service, deployment, options)));
    const failures = answers.flatMap((answer) => ('error' in answer ? [answer] : []));
    // One wrong secret is one fault, wherever it was shown.
    const alike = [...Map.groupBy(failures, ({ error }) => error.message).values()];
    return [
      ...answers.flatMap((answer) => ('error' in answer ? [] : answer)),
      ...alike.flatMap((failed) => asFinding(failed, deployment.settings)),
    ];
  },
};

async function signInTo(
  service: Service,
  { signIn, settings }: Deployment,
  options: CallOptions,
): Promise<Finding[] | Failure> {
  try {
    const token = await signIn(service, options);
    // Told once. A bot of several tenants gets its tokens for Teams from another one.
    const wrong = service === 'arm' ? mistaken(token, settings) : [];
    return wrong.length > 0 ? wrong : [{ outcome: 'ok', what: `The bot signs in to ${names[service]}.` }];
  } catch (error) {
    if (error instanceof TenantError) return { service, error };
    throw error;
  }
}

function asFinding(failed: readonly Failure[], settings: Deployment['settings']): Finding[] {
  const [first] = failed;
  if (first === undefined) return [];
  const { service, error } = first;
  const to = failed.map((each) => names[each.service]).join(', ');
  const what = `The bot cannot sign in to ${to}${error.azureCode ? ` (${error.azureCode})` : ''}.`;
  if (error.code !== 'unauthenticated') return [{ outcome: 'unknown', what, why: error.message }];
  const why = [error.message, ...failed.map((each) => without[each.service])].join(' ');
  return [{ outcome: 'fault', what, why, fix: fixOf(error.azureCode, service, settings) }];
}

function mistaken(token: OwnToken, { appId, tenantId }: Deployment['settings']): Finding[] {
  if (token.tenantId !== tenantId) {
    const what = `The bot's identity is of tenant ${token.tenantId}, and BOT_TENANT_ID is ${tenantId}.`;
    return [{ outcome: 'fault', what, fix: { how: `Set BOT_TENANT_ID=${token.tenantId}.` } }];
  }
  if (token.appId === appId) return [];
  const what = `The bot signs in as ${token.appId}, and BOT_ID is ${appId}.`;
  return [{ outcome: 'fault', what, fix: { how: 'Set BOT_ID to the client ID of the identity the bot runs as.' } }];
}

const newSecret =
  'Make one in the portal under App registrations → the bot → Certificates & secrets, and set BOT_PASSWORD to it.';

/** By Entra's code (Entra docs, "Microsoft Entra authentication and authorization error codes"). */
const byCode: Record<string, (settings: Deployment['settings']) => Fix> = {
  AADSTS7000215: () => ({
    how: `BOT_PASSWORD is not a secret of this app: set the secret's Value, not its ID. ${newSecret}`,
  }),
  AADSTS7000222: ({ appId }) => ({
    how: `The secret has expired. ${newSecret}`,
    commands: [`az ad app credential reset --id ${appId} --append --query password`],
  }),
  AADSTS700016: () => ({
    how: 'This tenant has no app with the id in BOT_ID: compare BOT_ID and BOT_TENANT_ID with the Overview page of the app registration, and BOT_TYPE with how the bot was registered.',
  }),
  AADSTS90002: () => ({
    how: 'There is no such tenant: BOT_TENANT_ID is the Directory (tenant) ID on the Overview page.',
  }),
  AADSTS7000229: ({ appId }) => ({
    how: 'The app has no service principal in this tenant: make it.',
    commands: [`az ad sp create --id ${appId}`],
  }),
};

function fixOf(code: string | undefined, service: Service, settings: Deployment['settings']): Fix {
  const known = byCode[code ?? ''];
  if (known !== undefined) return known(settings);
  if (settings.identity === 'managed-identity') {
    return {
      how: 'The bot has to run where its user-assigned managed identity is assigned, and BOT_ID has to be the Client ID of that identity.',
    };
  }
  if (service === 'bot-framework') {
    return { how: 'BOT_TYPE has to be as the Azure Bot was registered: SingleTenant, MultiTenant or UserAssignedMSI.' };
  }
  return {
    how: `Look up the code at https://login.microsoftonline.com/error${code ? `?code=${code.replace(/\D/g, '')}` : ''}.`,
  };
}
