/** Who asks for a token: the app, proven by its secret, or by the token of a managed identity that it trusts. */
import type { ApplicationRecord, ServicePrincipalRecord } from '../records.ts';
import { entraError } from './errors.ts';
import type { Entra } from './token-endpoint.ts';

export interface AuthenticatedApp {
  application: ApplicationRecord;
  servicePrincipal: ServicePrincipalRecord;
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** What a managed identity's token for this has as its audience, by name or by app id. */
export const TOKEN_EXCHANGE = ['api://AzureADTokenExchange', 'fb60f99c-7a34-4190-8149-302f77469936'];

/** The app named by client_id, once it has proven itself. Throws Entra's refusal. */
export async function authenticatedApp(entra: Entra, form: URLSearchParams): Promise<AuthenticatedApp> {
  const { state } = entra;
  const now = entra.now();
  const application = knownApplication(entra, form.get('client_id'));
  await requireProof(entra, application, form);
  const servicePrincipal = state.servicePrincipals.find((one) => one.appId === application.appId);
  if (servicePrincipal === undefined) {
    const message =
      `The client application ${application.appId} is missing service principal in the tenant ${state.tenantId}. ` +
      'See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119';
    throw entraError('invalid_client', 7000229, message, now, { status: 401 });
  }
  return { application, servicePrincipal };
}

export function knownApplication({ state, now }: Entra, clientId: string | null): ApplicationRecord {
  if (!clientId) {
    const message = "The request body must contain the following parameter: 'client_id'.";
    throw entraError('invalid_request', 900144, message, now());
  }
  const application = state.applications.find((app) => app.appId === clientId.toLowerCase());
  if (application !== undefined) return application;
  const message =
    `Application with identifier '${clientId}' was not found in the directory '${state.displayName}'. This can happen if ` +
    'the application has not been installed by the administrator of the tenant or consented to by any user in the ' +
    'tenant. You may have sent your authentication request to the wrong tenant.';
  throw entraError('unauthorized_client', 700016, message, now());
}

async function requireProof(entra: Entra, application: ApplicationRecord, form: URLSearchParams): Promise<void> {
  const now = entra.now();
  const assertion = form.get('client_assertion');
  const secret = form.get('client_secret');
  if (assertion && form.get('client_assertion_type') === ASSERTION_TYPE) {
    const verified = await entra.tokens.verify(assertion, TOKEN_EXCHANGE);
    if (verified.ok && application.trusts.includes(verified.caller.objectId)) return;
    const message =
      'No matching federated identity record found for presented assertion subject ' +
      `'${verified.ok ? verified.caller.objectId : ''}'. Check your federated identity credential Subject, Audience and Issuer ` +
      'against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation';
    throw entraError('invalid_client', 700213, message, now, { status: 401 });
  }
  if (!secret) {
    const message = "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
    throw entraError('invalid_client', 7000218, message, now, { status: 401 });
  }
  if (!application.secrets.includes(secret)) {
    const message =
      'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the ' +
      `client secret ID, for a secret added to app '${application.appId}'.`;
    throw entraError('invalid_client', 7000215, message, now, { status: 401 });
  }
}
