import assert from 'node:assert/strict';
import { readConfig } from '../../../src/config.ts';
import { completeSettings, faultySettings } from '../../../src/doctor/checks/settings.ts';
import { appId, tenantId } from '../deployment.ts';

describe('the settings', () => {
  it('are told one by one where they are wrong, with where to find the right value', () => {
    assert.throws(
      () => readConfig({ BOT_ID: appId, PORT: 'x' }),
      (error) => {
        const findings = faultySettings(error instanceof Error ? error.message : '');
        assert.deepEqual(
          findings.map(({ outcome, what, fix }) => [outcome, what, (fix?.how ?? '').slice(0, 34)]),
          [
            ['fault', 'BOT_TENANT_ID is missing.', 'It is the Directory (tenant) ID on'],
            ['fault', 'PORT must be a port number, such as 3978.', ''],
            ['fault', 'BOT_PASSWORD is missing.', 'Create one under Certificates & se'],
          ],
        );
        return true;
      },
    );
  });

  it('are shown without the secret where they are right', () => {
    const config = readConfig({ BOT_ID: appId, BOT_TENANT_ID: tenantId, BOT_PASSWORD: 'hunter2' });
    const [{ outcome, what } = { outcome: '', what: '' }] = completeSettings(config);
    assert.equal(outcome, 'ok');
    assert.match(what, /a client secret, APPROVAL_MODE off, data in DATA_DIR \.data, port 3978/);
    assert.doesNotMatch(what, /hunter2/);
  });

  it('do not show the password of the database', () => {
    const url = 'postgres://bot:hunter2@db/adt';
    const config = readConfig({ BOT_ID: appId, BOT_TENANT_ID: tenantId, BOT_PASSWORD: 'x', DATABASE_URL: url });
    assert.doesNotMatch(JSON.stringify(completeSettings(config)), /hunter2/);
  });
});
