import type { PermissionGrant } from '../../tenant.ts';
import { digitalTwinsAppId } from '../app-ids.ts';
import { couldNotCheck } from '../could-not-check.ts';
import { docs } from '../docs.ts';
import type { AppFacts } from '../identity/identity.ts';
import { adminConsentUrl, appPermissionsUrl } from '../remedies.ts';
import type { Check } from '../situation.ts';

const id = 'app.consent-missing';
const topic = 'App consent';

/** What an app asks for takes effect with a grant; without one Entra issues no delegated token for ADT. */
export const consentMissing: Check = ({ facts }) => {
  const { app } = facts;
  if (app === undefined) return undefined;
  const { grants, digitalTwins, servicePrincipal } = app;
  if (!servicePrincipal.known) return couldNotCheck(id, topic, servicePrincipal);
  // Without a service principal nothing can be granted, and a managed identity calls for no user.
  if (servicePrincipal.value === undefined || servicePrincipal.value.type === 'ManagedIdentity') return undefined;
  if (!grants.known) return couldNotCheck(id, topic, grants);
  if (!digitalTwins.known) return couldNotCheck(id, topic, digitalTwins);
  const given = consentsToReadWrite(app);
  const { source } = grants;
  const { displayName, appId } = servicePrincipal.value;
  if (given.some(({ consentType }) => consentType === 'AllPrincipals')) {
    return {
      id,
      verdict: 'ruled-out',
      title: topic,
      why: `${displayName} has consent for Read.Write for everybody.`,
      evidence: [{ text: 'A grant of Read.Write for all users exists.', source }],
    };
  }
  const remedy = {
    who: 'An administrator of the directory',
    command: `az ad app permission grant --id ${appId} --api ${digitalTwinsAppId} --scope Read.Write`,
    portalUrl: appPermissionsUrl(appId),
    consentUrl: adminConsentUrl(facts.tenantId, appId),
  };
  if (given.length > 0) {
    return {
      id,
      verdict: 'possible',
      title: 'Only some people have consented to the app',
      why: `${given.length} ${given.length === 1 ? 'person has' : 'people have'} consented for ${displayName}; anyone else is refused when signing in.`,
      evidence: [{ text: `Grants of Read.Write for single users: ${given.length}.`, source }],
      remedy,
      docs: docs.appRegistration,
    };
  }
  return {
    id,
    verdict: 'confirmed',
    title: 'Nobody has consented to the app’s permission',
    why: `${displayName} has no grant of Azure Digital Twins Read.Write. Calls on behalf of a user fail when the token is asked for; an app that signs in as itself needs no grant.`,
    evidence: [{ text: 'Grants of Read.Write on Azure Digital Twins to this app: none.', source }],
    remedy,
    docs: docs.appRegistration,
  };
};

/** The app's grants of Read.Write on Azure Digital Twins, as far as they are known. */
export function consentsToReadWrite({ grants, digitalTwins }: AppFacts): PermissionGrant[] {
  if (!grants.known || !digitalTwins.known) return [];
  const resource = digitalTwins.value?.objectId;
  return grants.value.filter(
    ({ resourceId, scopes }) => resourceId === resource && scopes.some((scope) => scope.toLowerCase() === 'read.write'),
  );
}
