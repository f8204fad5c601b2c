import { digitalTwinsAppId } from '../app-ids.ts';
import { docs } from '../docs.ts';
import { appPermissionsUrl } from '../remedies.ts';
import type { Check } from '../situation.ts';

const id = 'app.consent-missing';
const title = 'App consent missing';

/** What an app asks for takes effect with a grant; without one Entra issues no delegated token for ADT. */
export const consentMissing: Check = ({ facts }) => {
  const { app } = facts;
  if (app === undefined) return undefined;
  const { grants, digitalTwins, servicePrincipal, application } = app;
  if (servicePrincipal.known && servicePrincipal.value === undefined) return undefined;
  if (application.known && application.value === undefined) return undefined;
  const unread = [grants, digitalTwins].find((fact) => !fact.known);
  if (unread !== undefined && !unread.known) {
    return {
      id,
      verdict: 'unknown',
      title,
      why: unread.reason,
      evidence: [],
      ...(unread.remedy && { remedy: unread.remedy }),
    };
  }
  if (!grants.known || !digitalTwins.known || !servicePrincipal.known) return undefined;
  const resource = digitalTwins.value?.objectId;
  const given = grants.value.filter(
    ({ resourceId, scopes }) => resourceId === resource && scopes.some((scope) => scope.toLowerCase() === 'read.write'),
  );
  const source = grants.source;
  const name = servicePrincipal.value?.displayName ?? 'The app';
  if (given.some(({ consentType }) => consentType === 'AllPrincipals')) {
    return {
      id,
      verdict: 'ruled-out',
      title,
      why: `${name} has consent for Read.Write for everybody.`,
      evidence: [{ text: 'A grant of Read.Write for all users exists.', source }],
    };
  }
  const appId = servicePrincipal.value?.appId ?? '';
  const remedy = {
    who: 'An administrator of the directory',
    command: `az ad app permission grant --id ${appId} --api ${digitalTwinsAppId} --scope Read.Write`,
    ...(appId && { portalUrl: appPermissionsUrl(appId) }),
  };
  if (given.length > 0) {
    return {
      id,
      verdict: 'possible',
      title: 'Only some people have consented to the app',
      why: `${given.length} ${given.length === 1 ? 'person has' : 'people have'} consented for ${name}; anyone else is refused when signing in.`,
      evidence: [{ text: `Grants of Read.Write for single users: ${given.length}.`, source }],
      remedy,
      docs: docs.appRegistration,
    };
  }
  return {
    id,
    verdict: 'confirmed',
    title: 'Nobody has consented to the app’s permission',
    why: `${name} has no grant of Azure Digital Twins Read.Write. Calls on behalf of a user fail when the token is asked for; an app that signs in as itself needs no grant.`,
    evidence: [
      {
        text: `Grants of this app to Azure Digital Twins: ${grants.value.filter(({ resourceId }) => resourceId === resource).length}.`,
        source,
      },
    ],
    remedy,
    docs: docs.appRegistration,
  };
};
