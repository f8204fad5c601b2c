/** The data plane's refusals. */
import { Refusal } from '../refusal.ts';

/** No body is known for this one in public, so none is sent. */
export function unauthenticated(): Refusal {
  return new Refusal({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
}

/** What a missing role looks like: 403 and nothing else. */
export function accessRefused(): Refusal {
  return new Refusal({ status: 403, headers: SECURITY_HEADERS });
}

export function networkRefused(): Refusal {
  const body = '{"statusCode":403,"message":"Public network access disabled by policy."}';
  return new Refusal({ status: 403, headers: JSON_TYPE, body });
}

/** An unknown host, and a token of another tenant: the service does not tell them apart. */
export function subDomainNotFound(): Refusal {
  const body = '{ "statusCode": 404, "message": "Sub-domain not found." }';
  return new Refusal({ status: 404, headers: JSON_TYPE, body });
}

export function adtError(status: number, code: string, message: string): Refusal {
  return new Refusal({ status, headers: { 'x-ms-error-code': code }, body: { error: { code, message } } });
}

const SECURITY_HEADERS = { 'strict-transport-security': 'max-age=2592000' };
const JSON_TYPE = { 'content-type': 'application/json' };
