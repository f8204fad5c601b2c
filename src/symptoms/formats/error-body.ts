import type { Format } from './format.ts';

const codeField = /\\?["']code\\?["']\s{0,3}:\s{0,3}\\?["']([A-Za-z][\w.]{2,80})\\?["']/;
const codeName =
  /\bx-ms-error-code\\?["']?: {0,3}["']?([A-Za-z]\w{2,80})|\bError ?Code\s{0,2}[:=]\s{0,3}["']?([A-Za-z]\w{2,80})|^\(([A-Z]\w{5,80})\) /m;
const storageRefusal =
  /\b(AuthorizationPermissionMismatch|InsufficientAccountPermissions|KeyBasedAuthenticationNotPermitted|Authorization_RequestDenied)\b/;
const notACode = /^(?:undefined|null|unavailable|error|string)$/i;

/** The error code of a JSON body, of the `x-ms-error-code` header, or in front of an `az` message. */
export const errorBody: Format = (text) => {
  const header = codeName.exec(text);
  const refusal = storageRefusal.exec(text)?.[1];
  const errorCode = refusal ?? codeField.exec(text)?.[1] ?? header?.[1] ?? header?.[2] ?? header?.[3];
  if (errorCode === undefined || notACode.test(errorCode)) return undefined;
  return { errorCode, ...(refusal === undefined ? {} : { status: 403 }) };
};
