import type { CallOptions } from '../../tenant.ts';
import type { Check } from '../check.ts';
import type { ConnectionAnswer, Deployment } from '../deployment.ts';
import type { Finding } from '../finding.ts';
import { ownPackages } from '../own-packages.ts';
import { notChecked, notLookedAt } from '../run-checks.ts';
import {
  AZURE_SERVICE_MANAGEMENT,
  isAmong,
  judgeConsent,
  judgePackage,
  judgeRegistration,
  noRegistration,
} from '../sign-in-app.ts';
import { fixesOf } from '../sign-in-app-fixes.ts';

type SignIn = NonNullable<Deployment['settings']['signIn']>;

/** Whether approvers can sign in: the app registration, consent, the Teams app, and the OAuth connection of the Azure Bot. */
export const approverSignIn: Check = {
  id: 'approver-sign-in',
  title: 'Sign-in of approvers',
  async run(deployment, options) {
    const { settings, tenant } = deployment;
    const { signIn, approvals } = settings;
    if (signIn === undefined) return [{ outcome: 'ok', what: `Nobody signs in with APPROVAL_MODE=${approvals}.` }];
    const { appId, connectionName } = signIn;
    const [[app, consent, connection], packages] = await Promise.all([
      Promise.allSettled([
        tenant.signInApplication(appId, options),
        consentTo(signIn, deployment, options),
        deployment.connection(connectionName, options),
      ]),
      ownPackages(deployment),
    ]);
    const uris = app.status === 'fulfilled' ? app.value?.identifierUris : undefined;
    const connected =
      connection.status === 'fulfilled'
        ? judgeConnection(connection.value, uris, signIn)
        : notLookedAt(`The OAuth connection ${connectionName} was not looked at.`, connection.reason, deployment);
    const registration =
      app.status === 'rejected'
        ? [notLookedAt('The app registration was not looked at.', app.reason, deployment)]
        : app.value && judgeRegistration(app.value, { ...signIn, botAppId: settings.appId });
    if (registration === undefined) return [noRegistration(appId, 'Approvers sign in to it.'), connected];
    return [
      ...registration,
      consent.status === 'fulfilled'
        ? consent.value
        : notLookedAt('Consent was not looked at.', consent.reason, deployment),
      ...packages.map((each) => judgePackage(each, uris, signIn)),
      connected,
    ];
  },
};

async function consentTo({ appId }: SignIn, { tenant }: Deployment, options: CallOptions): Promise<Finding> {
  const [own, arm, grants] = await Promise.all([
    tenant.servicePrincipal(appId, options),
    tenant.servicePrincipal(AZURE_SERVICE_MANAGEMENT.appId, options),
    tenant.permissionGrants({ appId }, options),
  ]);
  if (own === undefined) {
    return {
      outcome: 'fault',
      what: 'The app has no service principal in this tenant.',
      why: 'Nobody can sign in to it here, and nobody can consent.',
      fix: fixesOf({ appId }).servicePrincipal(),
    };
  }
  if (arm === undefined) return notChecked('Azure Service Management has no service principal in this tenant.');
  return judgeConsent({ appId }, grants, arm.objectId);
}

/** `uris`: what the app registration is called, where that is known. */
function judgeConnection(answer: ConnectionAnswer, uris: readonly string[] | undefined, signIn: SignIn): Finding {
  const { connectionName, appId } = signIn;
  const where = 'Portal → the Azure Bot → Configuration → OAuth Connection Settings';
  if (!answer.there) {
    return {
      outcome: 'fault',
      what: `The Azure Bot gives no sign-in for an OAuth connection ${connectionName}.`,
      why: `${answer.said} No approver can sign in.`,
      fix: {
        how: `${where}: add it as docs/on-behalf-of.md says, or set OAUTH_CONNECTION_NAME to the name it has there.`,
      },
    };
  }
  const what = `The Azure Bot has the OAuth connection ${connectionName}`;
  const { exchangeUri } = answer;
  if (exchangeUri !== undefined && (uris === undefined || isAmong(exchangeUri, uris))) {
    return { outcome: 'ok', what: `${what}. Its scopes, secret and tenant only a sign-in shows.` };
  }
  return {
    outcome: 'warning',
    what: `${what}, with ${exchangeUri === undefined ? 'no Token Exchange URL' : `the Token Exchange URL ${exchangeUri}, which is not the app’s`}.`,
    why: 'Teams cannot sign anybody in silently: each approver has to press a button first.',
    fix: { how: `${where} → ${connectionName} → Token Exchange URL: ${uris?.[0] ?? `api://botid-${appId}`}.` },
  };
}
