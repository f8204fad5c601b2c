import { digitalTwinsAppId } from '../app-ids.ts';
import { couldNotCheck } from '../could-not-check.ts';
import { docs } from '../docs.ts';
import type { Check } from '../situation.ts';

const id = 'app.service-principal-missing';
const topic = 'Service principal';

/** A role is given to a service principal, and a grant joins two of them: the app's and that of ADT itself. */
export const servicePrincipalMissing: Check = ({ facts }) => {
  const { app } = facts;
  if (app === undefined) return undefined;
  const { application, servicePrincipal, digitalTwins } = app;
  const missing = servicePrincipal.known && servicePrincipal.value === undefined;
  if (missing && application.known && application.value !== undefined) {
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
  if (!servicePrincipal.known) return couldNotCheck(id, topic, servicePrincipal);
  if (!digitalTwins.known) return couldNotCheck(id, topic, digitalTwins);
  // An app that is not there at all is another finding.
  if (missing) return application.known ? undefined : couldNotCheck(id, topic, application);
  return {
    id,
    verdict: 'ruled-out',
    title: topic,
    why: 'The app and Azure Digital Twins both have one.',
    evidence: [],
  };
};
