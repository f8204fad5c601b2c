import assert from 'node:assert/strict';
import { type KnownBy, learn, withoutPerson } from '../../src/store/without-person.ts';
import { alex, megan } from './request-of-alex.ts';

const known: KnownBy = {
  objectId: alex.objectId,
  names: new Set(['Alex Wilber']),
  addresses: new Set(['al@contoso.com']),
};

describe('a value without a person', () => {
  it('has somebody in his place, wherever he is in it', () => {
    const by = { ...alex, objectId: alex.objectId.toUpperCase(), timeZone: 'UTC' };
    assert.deepEqual(withoutPerson({ list: [{ by, at: 'now' }, { by: megan }], app: null, count: 3 }, known), {
      list: [{ by: { objectId: 'forgotten', displayName: 'Somebody' }, at: 'now' }, { by: megan }],
      app: null,
      count: 3,
    });
  });

  it('loses what he wrote beside what he did, and keeps what others wrote', () => {
    assert.deepEqual(
      withoutPerson(
        [
          { by: alex, note: 'mine' },
          { by: alex, reason: 'mine' },
        ],
        known,
      ),
      [
        { by: { objectId: 'forgotten', displayName: 'Somebody' } },
        { by: { objectId: 'forgotten', displayName: 'Somebody' }, reason: '' },
      ],
    );
    assert.deepEqual(withoutPerson({ by: megan, note: 'hers' }, known), { by: megan, note: 'hers' });
  });

  const sentences: [text: string, without: string][] = [
    [`--assignee ${alex.objectId} --role`, '--assignee Somebody --role'],
    ['AL@contoso.com asked', 'Somebody asked'],
    ['hal@contoso.com asked', 'hal@contoso.com asked'],
    ['al@contoso.com.au asked', 'al@contoso.com.au asked'],
    ['Ask al@contoso.com.', 'Ask Somebody.'],
    ['For Alex Wilber’s twin', 'For Somebody’s twin'],
    ['Alex Wilbers', 'Alex Wilbers'],
  ];
  for (const [text, without] of sentences) {
    it(`reads “${without}” where “${text}” stood`, () => {
      assert.equal(withoutPerson(text, known), without);
    });
  }

  it('takes no word for a name, and no word for an address', () => {
    const learnt: KnownBy = { objectId: alex.objectId, names: new Set(), addresses: new Set() };
    learn([{ ...alex, displayName: 'Data', userPrincipalName: 'data' }, megan], learnt);
    learn({ deep: [{ ...alex, userPrincipalName: 'alex@contoso.com' }] }, learnt);
    assert.deepEqual([[...learnt.names], [...learnt.addresses]], [['Alex Wilber'], ['alex@contoso.com']]);
  });
});
