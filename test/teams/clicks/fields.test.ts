import assert from 'node:assert/strict';
import { DEFAULT_POLICY } from '../../../src/access/policy.ts';
import { durationLabel } from '../../../src/cards/duration.ts';
import { durationInput } from '../../../src/cards/grant-inputs.ts';
import { minutes, pickedPerson, text, typed } from '../../../src/teams/clicks/fields.ts';

describe('a duration on a form', () => {
  it('is offered as a choice, and read back', () => {
    const { choices } = durationInput(DEFAULT_POLICY.durations, null);
    assert.deepEqual(choices[0], { title: '8 hours', value: '480' });
    assert.deepEqual(choices.at(-1), { title: 'Permanent', value: 'permanent' });
    assert.deepEqual(
      choices.map(({ value }) => minutes.parse(value)),
      [480, 1440, 10080, 43200, null],
    );
  });

  it('is nothing but whole minutes or permanent; which of them will do is for the policy to say', () => {
    for (const value of ['', '0', 'null', '480.0', ' 480', '-480', '1'.repeat(10)]) {
      assert.equal(minutes.safeParse(value).success, false, value);
    }
  });

  it('is named also where the policy does not offer it', () => {
    assert.equal(durationLabel(1440), '1 day');
    assert.equal(durationLabel(480), '8 hours');
    assert.equal(durationLabel(90), '90 minutes');
    assert.equal(durationLabel(null), 'until someone removes it');
  });
});

describe('what a form says', () => {
  it('has no sign in it that no database takes', () => {
    assert.equal(text.parse('pl\u0000ant-a\ud800'), 'plant-a\ufffd');
    assert.equal(typed.parse('for \u0000line 4 \udc00'), 'for line 4 \ufffd');
    assert.equal(text.parse(`${'a'.repeat(1999)}😀`), `${'a'.repeat(1999)}\ufffd`, 'cut in two');
  });

  it('holds no secret, which is known as a whole before anything is cut off', () => {
    const jwt = `eyJ${'a1B2'.repeat(1_000)}`;
    assert.equal(typed.parse(`for ${jwt}, pw: winter-2026`), 'for [redacted jwt], pw: [redacted password]');
  });
});

describe('a person of a people picker', () => {
  it('is the Entra object id, with or without the prefix of a user of the Agents Playground', () => {
    const id = 'a1e50000-0000-4000-8000-000000000001';
    assert.deepEqual([pickedPerson.parse(id), pickedPerson.parse(`29:${id}`)], [id, id]);
    for (const odd of ['', '29:', `28:${id}`, 'alex@contoso.com', 7]) {
      assert.equal(pickedPerson.safeParse(odd).success, false, `${odd}`);
    }
  });
});
