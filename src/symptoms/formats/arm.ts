import type { Format } from './format.ts';

const refusal =
  /\b(AuthorizationFailed|DenyAssignmentAuthorizationFailed|LinkedAuthorizationFailed|LinkedAccessCheckFailed)\b/;
const sentence = /does not have authorization to perform action '|does not have permission to perform action '/;

/** Azure Resource Manager: a right on resources is missing, not on the data in them. */
export const arm: Format = (text) => {
  const errorCode = refusal.exec(text)?.[1] ?? (sentence.test(text) ? 'AuthorizationFailed' : undefined);
  return errorCode === undefined ? undefined : { service: 'arm', status: 403, errorCode };
};
