import type { Check } from '../situation.ts';

const id = 'identity.not-found';
const title = 'Identity not found';

export const identityNotFound: Check = ({ facts }) => {
  const { principal, subject, app } = facts;
  if (!principal.known) {
    return {
      id,
      verdict: 'unknown',
      title: 'The identity in the directory',
      why: principal.reason,
      evidence: [],
      ...(principal.remedy && { remedy: principal.remedy }),
    };
  }
  if (principal.value !== undefined) {
    return {
      id,
      verdict: 'ruled-out',
      title,
      why: `${principal.value.displayName} was found.`,
      evidence: [{ text: `Object id ${principal.value.objectId}.`, source: principal.source }],
    };
  }
  // Registered without a service principal is another finding.
  if (app?.application.known && app.application.value !== undefined) return undefined;
  return {
    id,
    verdict: 'confirmed',
    title: 'The directory does not know this identity',
    why: `The directory knows no ${app === undefined ? 'user' : 'app or managed identity'} “${subject.name}”. It may have been deleted, live in another tenant, or be spelled differently.`,
    evidence: [{ text: `Looked for “${subject.name}”.`, source: principal.source }],
    remedy: {
      who: 'You',
      steps: [
        app === undefined
          ? 'Ask again with the sign-in name, such as name@company.com.'
          : 'Ask again with the app id (client id), which is a GUID.',
      ],
    },
  };
};
