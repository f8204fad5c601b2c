import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import { readPolicy, readPolicyFile } from '../../src/access/read-policy.ts';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';

const read = (settings: unknown) => readPolicy(JSON.stringify(settings));

describe('the policy file', () => {
  it('leaves what it does not name as it is by default', () => {
    assert.deepEqual(read({}), DEFAULT_POLICY);
  });

  it('has safe defaults: two people for permanent access, no guests, nobody for himself, never a group', () => {
    const { secondApproverForPermanent, guestsMayApprove, selfGrant, askFor } = DEFAULT_POLICY;
    assert.deepEqual([secondApproverForPermanent, guestsMayApprove, selfGrant], [true, false, false]);
    assert.deepEqual(askFor, ['self', 'any-app', 'colleagues']);
  });

  it('sets everything that can be set', () => {
    const policy = read({
      roles: ['reader'],
      durations: ['1 day', '8 hours'],
      askFor: ['self', 'own-apps'],
      lapseAfterHours: 4,
      secondApproverForPermanent: false,
      guestsMayApprove: true,
      selfGrant: true,
      quietHours: { from: '22:30', to: '06:00', timeZone: 'Europe/Berlin' },
    });
    assert.deepEqual(policy, {
      grantableRoles: policy.grantableRoles,
      durations: [
        { minutes: 480, label: '8 hours' },
        { minutes: 1440, label: '1 day' },
      ],
      lapseAfterMinutes: 240,
      askFor: ['self', 'own-apps'],
      secondApproverForPermanent: false,
      guestsMayApprove: true,
      selfGrant: true,
      quietHours: { from: 1350, to: 360, timeZone: 'Europe/Berlin' },
    });
    assert.deepEqual(
      policy.grantableRoles.map(({ id }) => id),
      [ADT_DATA_READER.id],
    );
  });

  it('can do without quiet hours, and without permanent access', () => {
    assert.equal(read({ quietHours: false }).quietHours, undefined);
    assert.ok(!read({ durations: ['8 hours'] }).durations.some(({ minutes }) => minutes === null));
    assert.equal(read({ quietHours: { from: '20:00', to: '07:00' } }).quietHours?.timeZone, 'UTC');
  });

  it('tells every fault at once', () => {
    const faulty = {
      roles: ['Owner'],
      durations: [],
      askFor: 'everybody',
      lapseAfterHours: 0.5,
      secondApproverForPermanent: 'yes',
      quietHours: { from: '8pm', to: '07:00', timeZone: 'Mars' },
      selfgrant: true,
    };
    assert.throws(
      () => read(faulty),
      (error: Error & { code?: string }) => {
        assert.equal(error.code, 'invalid-policy');
        for (const name of [
          'roles',
          'durations',
          'askFor',
          'lapseAfterHours',
          'secondApproverForPermanent',
          'quietHours',
        ])
          assert.match(error.message, new RegExp(`\\n  ${name}`), `says nothing of ${name}:\n${error.message}`);
        assert.match(error.message, /"selfgrant", which is no setting/);
        return true;
      },
    );
  });

  for (const text of [
    '',
    '[]',
    'null',
    '"reader"',
    '{"roles": ["reader"],}',
    '{"__proto__": {"selfGrant": true}, "x": 1}',
  ])
    it(`is refused as ${text === '' ? 'an empty file' : text}`, () =>
      assert.throws(() => readPolicy(text), { code: 'invalid-policy' }));

  it('is named in what is said about it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'adt-policy-'));
    try {
      const file = join(folder, 'policy.json');
      assert.throws(() => readPolicyFile(file), {
        code: 'invalid-policy',
        message: /policy\.json cannot be read\. Check ACCESS_POLICY_FILE/,
      });
      writeFileSync(file, '{"roles": []}');
      assert.throws(() => readPolicyFile(file), {
        code: 'invalid-policy',
        message: /policy\.json: .*roles must be a list/s,
      });
      writeFileSync(file, '{"selfGrant": true}');
      assert.equal(readPolicyFile(file).selfGrant, true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
