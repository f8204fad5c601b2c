import { digitalTwinsAppId, readWritePermissionId } from '../app-ids.ts';
import { docs } from '../docs.ts';
import { appPermissionsUrl } from '../remedies.ts';
import type { Check } from '../situation.ts';

const id = 'app.permission-missing';
const title = 'App permission missing';

/**
 * The article's cause 2: `requiredResourceAccess` of the app registration lacks Azure Digital Twins Read.Write. It only
 * matters where the app calls on behalf of a signed-in user: an app that signs in as itself carries no delegated
 * permission and needs just the role.
 */
export const permissionMissing: Check = ({ facts }) => {
  const { app } = facts;
  if (app === undefined) {
    return {
      id,
      verdict: 'unknown',
      title: 'An app registration’s permission',
      why: 'Only matters if a client app of yours signs in. You named none; give its app id to have it checked.',
      evidence: [],
      docs: docs.appRegistration,
    };
  }
  const { application } = app;
  if (!application.known) {
    return {
      id,
      verdict: 'unknown',
      title,
      why: application.reason,
      evidence: [],
      ...(application.remedy && { remedy: application.remedy }),
    };
  }
  if (application.value === undefined) {
    return {
      id,
      verdict: 'ruled-out',
      title,
      why: 'This identity has no app registration in this directory (a managed identity has none).',
      evidence: [],
    };
  }
  const { appId, displayName, requiredResourceAccess } = application.value;
  const asked = requiredResourceAccess.filter(({ resourceAppId }) => resourceAppId.toLowerCase() === digitalTwinsAppId);
  const found = asked.flatMap(({ resourceAccess }) => resourceAccess);
  const foundInWords = found.length === 0 ? 'nothing' : found.map((each) => `${each.id} (${each.type})`).join(', ');
  const evidence = [
    {
      text: `Expected in requiredResourceAccess: resourceAppId ${digitalTwinsAppId} with resourceAccess id ${readWritePermissionId} (Scope).`,
      source: application.source,
    },
    { text: `Found for that resourceAppId: ${foundInWords}.`, source: application.source },
  ];
  if (found.some((each) => each.id.toLowerCase() === readWritePermissionId)) {
    return {
      id,
      verdict: 'ruled-out',
      title,
      why: `${displayName} asks for Azure Digital Twins Read.Write.`,
      evidence,
    };
  }
  return {
    id,
    verdict: 'confirmed',
    title: 'The app registration lacks the Azure Digital Twins permission',
    why: `${displayName} lacks the delegated permission Azure Digital Twins Read.Write. It needs it when it calls for a signed-in user; when it signs in as itself, only the role counts.`,
    evidence,
    remedy: {
      who: `An owner of the app registration ${displayName}`,
      command: `az ad app permission add --id ${appId} --api ${digitalTwinsAppId} --api-permissions ${readWritePermissionId}=Scope`,
      portalUrl: appPermissionsUrl(appId),
      steps: ['API permissions → Add a permission → APIs my organization uses → Azure Digital Twins → Read.Write'],
    },
    docs: docs.appRegistration,
  };
};
