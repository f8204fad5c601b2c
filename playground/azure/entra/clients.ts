/** Who asks for a token: the app, proven by its secret. */
import type { ApplicationRecord, ServicePrincipalRecord, TenantState } from '../records.ts';
import { entraError } from './errors.ts';

/** The app named by client_id, with its secret checked. Throws Entra's refusal. */
export function authenticatedApp(
  state: TenantState,
  form: URLSearchParams,
  now: Date,
): { application: ApplicationRecord; servicePrincipal: ServicePrincipalRecord } {
  const clientId = form.get('client_id');
  if (!clientId) {
    const message = "The request body must contain the following parameter: 'client_id'.";
    throw entraError('invalid_request', 900144, message, now);
  }
  const application = state.applications.find((app) => app.appId === clientId.toLowerCase());
  if (application === undefined) {
    const message =
      `Application with identifier '${clientId}' was not found in the directory '${state.displayName}'. This can happen if ` +
      'the application has not been installed by the administrator of the tenant or consented to by any user in the ' +
      'tenant. You may have sent your authentication request to the wrong tenant.';
    throw entraError('unauthorized_client', 700016, message, now);
  }
  const secret = form.get('client_secret');
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
  const servicePrincipal = state.servicePrincipals.find((one) => one.appId === application.appId);
  if (servicePrincipal === undefined) {
    const message =
      `The client application ${application.appId} is missing service principal in the tenant ${state.tenantId}. ` +
      'See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119';
    throw entraError('invalid_client', 7000229, message, now, { status: 401 });
  }
  return { application, servicePrincipal };
}
