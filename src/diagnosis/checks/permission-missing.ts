import { digitalTwinsAppId, readWritePermissionId } from '../app-ids.ts';
import { couldNotCheck } from '../could-not-check.ts';
import { docs } from '../docs.ts';
import type { AppFacts } from '../identity/identity.ts';
import { appPermissionsUrl } from '../remedies.ts';
import type { Check } from '../situation.ts';
import { consentsToReadWrite } from './consent-missing.ts';

const id = 'app.permission-missing';
const topic = 'App permission';

/**
 * The article's cause 2: `requiredResourceAccess` of the app registration lacks Azure Digital Twins Read.Write. It only
 * matters where the app calls on behalf of a signed-in user: an app that signs in as itself carries no delegated
 * permission and needs just the role.
 */
export const permissionMissing: Check = ({ facts }) => {
  const { app } = facts;
  if (app === undefined) {
    const reason =
      'Only matters if a client app of yours signs in. You named none; give its app id to have it checked.';
    return { ...couldNotCheck(id, topic, { reason }), docs: docs.appRegistration };
  }
  const { application } = app;
  if (!application.known) return couldNotCheck(id, topic, application);
  if (application.value === undefined) return withoutRegistration(app);
  const { appId, displayName, requiredResourceAccess } = application.value;
  const found = requiredResourceAccess
    .filter(({ resourceAppId }) => resourceAppId.toLowerCase() === digitalTwinsAppId)
    .flatMap(({ resourceAccess }) => resourceAccess);
  const foundInWords = found.length === 0 ? 'nothing' : found.map((each) => `${each.id} (${each.type})`).join(', ');
  const { source } = application;
  const evidence = [
    {
      text: `Expected in requiredResourceAccess: resourceAppId ${digitalTwinsAppId} with resourceAccess id ${readWritePermissionId} (Scope).`,
      source,
    },
    { text: `Found for that resourceAppId: ${foundInWords}.`, source },
  ];
  if (found.some((each) => each.id.toLowerCase() === readWritePermissionId && each.type === 'Scope')) {
    const why = `${displayName} asks for Azure Digital Twins Read.Write.`;
    return { id, verdict: 'ruled-out', title: topic, why, evidence };
  }
  // Consent alone gives the token too, so that the manifest may not be what is wrong.
  const consented = consentsToReadWrite(app).some(({ consentType }) => consentType === 'AllPrincipals');
  const lacks = `${displayName} lacks the delegated permission Azure Digital Twins Read.Write.`;
  return {
    id,
    verdict: consented ? 'possible' : 'confirmed',
    title: 'The app registration lacks the Azure Digital Twins permission',
    why: consented
      ? `${lacks} It has consent for everybody all the same, which may be enough.`
      : `${lacks} It needs it when it calls for a signed-in user; when it signs in as itself, only the role counts.`,
    evidence,
    remedy: {
      who: `An owner of the app registration ${displayName}`,
      command: `az ad app permission add --id ${appId} --api ${digitalTwinsAppId} --api-permissions ${readWritePermissionId}=Scope`,
      portalUrl: appPermissionsUrl(appId),
      steps: [
        'With this command, or: API permissions → Add a permission → APIs my organization uses → Azure Digital Twins → Read.Write.',
      ],
    },
    docs: docs.appRegistration,
  };
};

function withoutRegistration({ servicePrincipal }: AppFacts): ReturnType<Check> {
  if (!servicePrincipal.known) return couldNotCheck(id, topic, servicePrincipal);
  // Nothing of that id at all is another finding.
  if (servicePrincipal.value === undefined) return undefined;
  const { type, displayName } = servicePrincipal.value;
  if (type !== 'ManagedIdentity') {
    const reason = `${displayName} is registered in another tenant; only there can its permissions be read.`;
    return couldNotCheck(id, topic, { reason });
  }
  const why = 'A managed identity has no app registration. It signs in as itself, so only the role counts.';
  return { id, verdict: 'ruled-out', title: topic, why, evidence: [] };
}
