import assert from 'node:assert/strict';
import { RestError } from '@azure/core-rest-pipeline';
import { AuthenticationError, AuthenticationRequiredError, CredentialUnavailableError } from '@azure/identity';
import { GraphError } from '@microsoft/microsoft-graph-client';
import { asTenantCall, toTenantError } from '../../src/azure/errors.ts';
import { TenantError } from '../../src/tenant.ts';

const description = { call: 'ARM: list role assignments', permission: 'Microsoft.Authorization/roleAssignments/read' };

function named(name: string, message = 'no'): Error {
  return Object.assign(new Error(message), { name });
}

function rest(statusCode: number, code?: string, more: object = {}): RestError {
  return Object.assign(new RestError('The client may not.\nSecond line.', { statusCode, ...(code && { code }) }), more);
}

function graph(statusCode: number, code: string, headers?: Record<string, string>): GraphError {
  const error = new GraphError(statusCode, 'Insufficient privileges.');
  error.code = code;
  if (headers !== undefined) error.headers = new Headers(headers);
  return error;
}

describe('an error of a client package', () => {
  const cases: [what: string, error: unknown, code: TenantError['code'], message: RegExp][] = [
    [
      '403 of ARM',
      rest(403, 'AuthorizationFailed'),
      'forbidden',
      /: the bot was refused \(HTTP 403 AuthorizationFailed\); it needs Microsoft\.Authorization\/roleAssignments\/read\.$/,
    ],
    [
      '403 of Graph',
      graph(403, 'Authorization_RequestDenied'),
      'forbidden',
      /\(HTTP 403 Authorization_RequestDenied\)/,
    ],
    ['401', rest(401, 'InvalidAuthenticationToken'), 'unauthenticated', /: the bot could not sign in \(HTTP 401 /],
    [
      '404',
      rest(404, 'ResourceNotFound'),
      'not-found',
      /^ARM: list role assignments: The client may not\. \(HTTP 404 ResourceNotFound\)$/,
    ],
    ['409', rest(409, 'RoleAssignmentExists'), 'conflict', /\(HTTP 409 RoleAssignmentExists\)/],
    ['408', rest(408), 'timeout', /: no answer in time\.$/],
    ['429', rest(429), 'throttled', /: Azure asked the bot to slow down \(HTTP 429\)\. Try again in a moment\.$/],
    ['400', rest(400, 'PrincipalNotFound'), 'rejected', /The client may not\. \(HTTP 400 PrincipalNotFound\)$/],
    ['500', rest(500), 'unavailable', /: Azure did not answer \(HTTP 500\): The client may not\.$/],
    ['503 of Graph', graph(503, 'ServiceUnavailable'), 'unavailable', /\(HTTP 503 ServiceUnavailable\)/],
    ['an answer that is no JSON, of ARM', rest(200, 'PARSE_ERROR'), 'bad-answer', /Azure's answer could not be read/],
    [
      'an answer that is no JSON, of Graph',
      graph(200, 'SyntaxError'),
      'bad-answer',
      /Azure's answer could not be read/,
    ],
    ['an answer that is no JSON, read here', named('SyntaxError'), 'bad-answer', /Azure's answer could not be read\.$/],
    [
      'no network, to ARM',
      new RestError('connect ECONNREFUSED', { code: 'ECONNREFUSED' }),
      'unavailable',
      /: Azure did not answer: connect ECONNREFUSED$/,
    ],
    [
      'no network, to Graph',
      graph(-1, 'TypeError'),
      'unavailable',
      /: Azure did not answer: Insufficient privileges\.$/,
    ],
    ['a sign-in that failed', new AuthenticationRequiredError({ scopes: [] }), 'unauthenticated', /could not sign in/],
    [
      'a sign-in that Entra refused',
      new AuthenticationError(400, { error: 'invalid_client', error_description: 'AADSTS7000215' }),
      'unauthenticated',
      /could not sign in.*invalid_client/s,
    ],
    [
      'no credential on this machine',
      new CredentialUnavailableError('Run az login.'),
      'unauthenticated',
      /could not sign in: Run az login\.$/,
    ],
    [
      'a sign-in that failed, through Graph',
      graph(-1, 'AuthenticationRequiredError'),
      'unauthenticated',
      /could not sign in/,
    ],
    ['an abort', named('AbortError'), 'cancelled', /: no answer in time\.$/],
    ['a time that is up', named('TimeoutError'), 'timeout', /: no answer in time\.$/],
    ['something that is no error', 'boom', 'unavailable', /: Azure did not answer: boom$/],
    ['nothing', undefined, 'unavailable', /: Azure did not answer: undefined$/],
  ];
  for (const [what, error, code, message] of cases) {
    it(`becomes ${code}: ${what}`, () => {
      const tenantError = toTenantError(error, description);
      assert.equal(tenantError.code, code);
      assert.match(tenantError.message, message);
      assert.equal(tenantError.call, description.call);
      assert.equal(tenantError.cause, error);
    });
  }

  it('keeps Azure’s own code, and that of the body before that of the package', () => {
    const error = rest(400, 'ERR', {
      details: { error: { code: 'PrincipalNotFound', message: 'No such principal.' } },
    });
    const { azureCode, message } = toTenantError(error, description);
    assert.deepEqual(
      [azureCode, message],
      ['PrincipalNotFound', 'ARM: list role assignments: No such principal. (HTTP 400 PrincipalNotFound)'],
    );
  });

  it('names the permission for a refusal alone', () => {
    assert.equal(toTenantError(rest(403), description).permission, description.permission);
    assert.equal(toTenantError(rest(401), description).permission, undefined);
    assert.match(toTenantError(rest(403), { call: 'x' }).message, /^x: the bot was refused \(HTTP 403\)\.$/);
  });

  it('keeps how long Azure asks to wait', () => {
    const response = { headers: new Headers({ 'retry-after': '17' }) };
    assert.equal(toTenantError(rest(429, undefined, { response }), description).retryAfterMs, 17_000);
    assert.equal(toTenantError(graph(429, 'TooManyRequests', { 'retry-after': '3' }), description).retryAfterMs, 3_000);
    assert.equal(toTenantError(rest(429), description).retryAfterMs, undefined);
  });

  it('is told in one line of a bearable length', () => {
    const { message } = toTenantError(new Error(`${'x'.repeat(400)}\nsecret`), { call: 'x' });
    assert.equal(message, `x: Azure did not answer: ${'x'.repeat(300)}…`);
  });

  it('is left as it is where it has been explained already', async () => {
    const explained = new TenantError('said', { code: 'rejected', call: 'x' });
    assert.equal(toTenantError(explained, description), explained);
    await assert.rejects(
      asTenantCall(description, () => Promise.reject(explained)),
      explained,
    );
    assert.equal(await asTenantCall(description, async () => 7), 7);
  });
});
