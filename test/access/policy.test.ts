import assert from 'node:assert/strict';
import { DEFAULT_POLICY, durationChoices, durationFromChoice, durationLabel } from '../../src/access/policy.ts';

describe('the access policy', () => {
  it('offers durations as choices of a form, and reads them back', () => {
    const choices = durationChoices(DEFAULT_POLICY);
    assert.deepEqual(choices[0], { title: '8 hours', value: '480' });
    assert.deepEqual(choices.at(-1), { title: 'Permanent', value: 'permanent' });
    assert.deepEqual(
      choices.map(({ value }) => durationFromChoice(value, DEFAULT_POLICY)),
      [480, 1440, 10080, 43200, null],
    );
  });

  it('takes no other value from a form', () => {
    for (const value of ['', '0', '481', 'null', '480.0', ' 480'])
      assert.equal(durationFromChoice(value, DEFAULT_POLICY), undefined);
  });

  it('names durations, also those it no longer offers', () => {
    assert.equal(durationLabel(1440, DEFAULT_POLICY), '1 day');
    assert.equal(durationLabel(null, DEFAULT_POLICY), 'Permanent');
    assert.equal(durationLabel(90, DEFAULT_POLICY), '90 minutes');
    assert.equal(durationLabel(null, { ...DEFAULT_POLICY, durations: [] }), 'Permanent');
  });

  it('grants the two data roles and nothing else', () => {
    assert.deepEqual(
      DEFAULT_POLICY.grantableRoles.map(({ name }) => name),
      ['Azure Digital Twins Data Reader', 'Azure Digital Twins Data Owner'],
    );
  });
});
