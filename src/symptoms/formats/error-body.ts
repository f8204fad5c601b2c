import { sieved } from '../sieve.ts';
import { statusNames } from '../status-names.ts';
import type { Format } from './format.ts';

const codeField = sieved(/\\?["']code\\?["']\s{0,3}:\s{0,3}\\?["']([A-Za-z][\w.]{2,80})\\?["']/);
const codeName = sieved(
  /\bx-ms-error-code\\?["']?\s{0,2}[:=] {0,3}["']?([A-Za-z]\w{2,80})|\b(?:Error ?Code|ErrorCode)\s{0,2}[:=]\s{0,3}["']?([A-Za-z]\w{2,80})|(?:^|^ERROR: |^Message: |\w(?:Error|Exception): )\(([A-Z]\w{5,80})\)|<Code>(\w{3,80})<\/Code>|^Code: ([A-Z]\w{3,80})/m,
);
/** Codes of other services that stand for a 403 wherever they are named. */
const storageRefusal = sieved(
  /\b(AuthorizationPermissionMismatch|InsufficientAccountPermissions|KeyBasedAuthenticationNotPermitted|AuthorizationFailure|AuthorizationProtocolMismatch|AuthorizationResourceTypeMismatch|AuthorizationServiceMismatch|Authorization_RequestDenied|ForbiddenByRbac|ForbiddenByPolicy|ForbiddenByFirewall|ForbiddenByConnection)\b/,
);
/** The retired first generation of the service numbered its refusals. */
const numbered = sieved(/\b403\.\d{3}\.\d{3}\.\d{3}\b/);
/** Storage answers an expired signature so; in its XML no other service has the code. */
const storageSignature = sieved(/<Code>AuthenticationFailed<\/Code>/);
const notACode = sieved(/^(?:undefined|null|unavailable|error|string|none|object|unknown)$/i);
/** Codes of other services that come with various statuses. */
const otherCode = sieved(
  /\b(IotHubUnauthorizedAccess|IotHubUnauthorized|AuthenticationFailed|InvalidAuthenticationInfo|IotHubForbidden|I[oO]THubQuotaExceeded|PublicAccessNotPermitted|InsufficientAccessError|PermissionDenied|BlobAccessDenied|NoAuthenticationInformation|UnauthorizedAccess)\b/,
);
/** ADT's own codes that are no refusal (Azure Digital Twins REST, 'ErrorResponse'). */
const twinsCode = sieved(
  /\b(DigitalTwinNotFound|RelationshipNotFound|ModelNotFound|ModelIdAlreadyExists|ModelAlreadyExists|ModelReferencesNotDeleted|ModelReferencesNotDecommissioned|DTDLParserError|DtdlParserError|JsonPatchInvalid|ValidationFailed|EventRouteNotFound|EventRouteEndpointInvalid|EventRouteIdInvalid|ComponentNotFound|DigitalTwinIdAlreadyExists|RelationshipsNotDeleted|LimitExceeded|QuotaReachedError|JobLimitReached|JobAlreadyExists|PreconditionFailed|SqlQueryError)\b/,
);

export const twinsError = (text: string): boolean => twinsCode.test(text);

/** The error code of a JSON body, of the `x-ms-error-code` header, or in front of an `az` message. */
export const errorBody: Format = (text) => {
  const number = numbered.exec(text)?.[0];
  if (number !== undefined) return { errorCode: number, status: 403 };
  const header = codeName.exec(text);
  const refusal = storageRefusal.exec(text)?.[1];
  const named = [codeField.exec(text)?.[1], ...(header?.slice(1) ?? [])].find(
    (code) => code !== undefined && !notACode.test(code),
  );
  const errorCode = named ?? refusal ?? twinsCode.exec(text)?.[1] ?? otherCode.exec(text)?.[1];
  if (errorCode === undefined) return undefined;
  const status = refusal !== undefined || storageSignature.test(text) ? 403 : statusNames.get(errorCode);
  return { errorCode, ...(status === undefined ? {} : { status }) };
};
