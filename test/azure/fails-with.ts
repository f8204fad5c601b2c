import assert from 'node:assert/strict';
import { TenantError, type TenantErrorCode } from '../../src/tenant.ts';

/** The TenantError that a call ends with. Fails if it ends otherwise. */
export async function failsWith(code: TenantErrorCode, call: Promise<unknown>): Promise<TenantError> {
  try {
    assert.fail(`no error, but ${JSON.stringify(await call)}`);
  } catch (error) {
    assert.ok(error instanceof TenantError, String(error));
    assert.equal(error.code, code, error.message);
    return error;
  }
}
