import { digitalTwinsAppId } from '../app-ids.ts';
import { docs } from '../docs.ts';
import type { Check } from '../situation.ts';

const id = 'app.service-principal-missing';
const title = 'Service principal missing';

/** A role is given to a service principal, and a grant joins two of them: the app's and that of ADT itself. */
export const servicePrincipalMissing: Check = ({ facts }) => {
  const { app } = facts;
  if (app === undefined) return undefined;
  const { application, servicePrincipal, digitalTwins } = app;
  if (
    servicePrincipal.known &&
    servicePrincipal.value === undefined &&
    application.known &&
    application.value !== undefined
  ) {
    const { displayName, appId } = application.value;
    return {
      id,
      verdict: 'confirmed',
      title: 'The app has no service principal in this tenant',
      why: `${displayName} is registered, but has no service principal here, so no role can be given to it and it gets no token.`,
      evidence: [{ text: `No service principal with app id ${appId}.`, source: servicePrincipal.source }],
      remedy: { who: 'An administrator of applications', command: `az ad sp create --id ${appId}` },
      docs: docs.appRegistration,
    };
  }
  if (digitalTwins.known && digitalTwins.value === undefined) {
    return {
      id,
      verdict: 'confirmed',
      title: 'Azure Digital Twins has no service principal in this tenant',
      why: 'Nobody in this tenant has used it with an app yet, so no app can be granted its permission.',
      evidence: [{ text: `No service principal with app id ${digitalTwinsAppId}.`, source: digitalTwins.source }],
      remedy: { who: 'An administrator of applications', command: `az ad sp create --id ${digitalTwinsAppId}` },
      docs: docs.appRegistration,
    };
  }
  const unread = [servicePrincipal, digitalTwins].find((fact) => !fact.known);
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
  if (servicePrincipal.known && servicePrincipal.value === undefined) return undefined;
  return { id, verdict: 'ruled-out', title, why: 'The app and Azure Digital Twins both have one.', evidence: [] };
};
