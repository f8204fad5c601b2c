import { couldNotCheck } from '../could-not-check.ts';
import type { Check } from '../situation.ts';

const id = 'identity.not-found';
const title = 'Identity not found';

export const identityNotFound: Check = ({ facts }) => {
  const { principal, subject, app } = facts;
  if (!principal.known) return couldNotCheck(id, 'The identity in the directory', principal);
  if (principal.value !== undefined) {
    return {
      id,
      verdict: 'ruled-out',
      title,
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
      why: `The directory knows no user “${subject.name}”. The account may have been deleted, live in another tenant, or be spelled differently.`,
      evidence,
      remedy: { who: 'You', steps: ['Ask again with the sign-in name, such as name@company.com.'] },
    };
  }
  // Registered without a service principal is another finding; by its name alone no registration is looked for.
  if (app.application.known && app.application.value !== undefined) return undefined;
  if (subject.byId && !app.application.known) return couldNotCheck(id, title, app.application);
  return {
    id,
    verdict: 'confirmed',
    title: 'The directory does not know this identity',
    why: `The directory has no app or managed identity “${subject.name}” that can sign in. It may have been deleted, live in another tenant, or be spelled differently.`,
    evidence,
    remedy: { who: 'You', steps: ['Ask again with the app id (client id), which is a GUID.'] },
  };
};
