import { couldNotCheck } from '../could-not-check.ts';
import type { Check } from '../situation.ts';

const id = 'identity.not-found';
const topic = 'Identity in the directory';

export const identityNotFound: Check = ({ facts }) => {
  const { principal, subject, app } = facts;
  if (!principal.known) return couldNotCheck(id, topic, principal);
  if (principal.value !== undefined) {
    return {
      id,
      verdict: 'ruled-out',
      title: topic,
      why: `${principal.value.displayName} was found.`,
      evidence: [{ text: `Object id ${principal.value.objectId}.`, source: principal.source }],
    };
  }
  const evidence = [{ text: `Looked for “${subject.name}”.`, source: principal.source }];
  if (app === undefined) {
    return {
      id,
      verdict: 'confirmed',
      title: 'The directory does not know this identity',
      why: `The directory knows no ${subject.kind} “${subject.name}”. It may have been deleted, live in another tenant, or be spelled differently.`,
      evidence,
      remedy: {
        who: 'You',
        steps: [
          subject.kind === 'group'
            ? 'Ask again with the object id of the group, which is a GUID.'
            : 'Ask again with the sign-in name, such as name@company.com.',
        ],
      },
    };
  }
  if (!app.application.known) return couldNotCheck(id, topic, app.application);
  // Registered without a service principal is another finding.
  if (app.application.value !== undefined) return undefined;
  return {
    id,
    verdict: 'confirmed',
    title: 'The directory does not know this identity',
    why: subject.byId
      ? `Nothing in the directory has the id ${subject.name}: no app, managed identity, user or group. It may have been deleted, or live in another tenant.`
      : `The directory has no app or managed identity “${subject.name}” that can sign in. It may have been deleted, live in another tenant, or be spelled differently.`,
    evidence,
    remedy: { who: 'You', steps: ['Ask again with the app id (client id), which is a GUID.'] },
  };
};
