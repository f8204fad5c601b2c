import assert from 'node:assert/strict';
import { dateAndTime, onDateAndTime, time } from '../../src/cards/dates.ts';
import { durationLabel } from '../../src/cards/duration.ts';
import { linkButton, links } from '../../src/cards/link.ts';
import { names, shortRole } from '../../src/cards/names.ts';

describe('dates', () => {
  it('are exact to the second, as clients want them', () => {
    assert.equal(
      dateAndTime('2026-01-01T10:00:00.123Z'),
      '{{DATE(2026-01-01T10:00:00Z,SHORT)}} at {{TIME(2026-01-01T10:00:00Z)}}',
    );
    assert.equal(time('2026-01-01T12:00:00+02:00'), '{{TIME(2026-01-01T10:00:00Z)}}');
  });

  it('say so when they cannot be read', () => {
    assert.equal(time('soon'), 'an unknown time');
    assert.equal(dateAndTime('+275760-09-13T00:00:00Z'), 'an unknown time');
    assert.equal(onDateAndTime('soon'), 'at an unknown time');
  });
});

describe('a duration', () => {
  for (const [minutes, label] of [
    [480, '8 hours'],
    [60, '1 hour'],
    [1440, '1 day'],
    [43200, '30 days'],
    [90, '90 minutes'],
    [null, 'until someone removes it'],
  ] as const) {
    it(`of ${minutes} minutes is “${label}”`, () => assert.equal(durationLabel(minutes), label));
  }
});

describe('names', () => {
  it('stay readable however many there are', () => {
    assert.equal(names([]), 'nobody');
    assert.equal(names(['Megan Bowen']), 'Megan Bowen');
    assert.equal(names(['Megan Bowen', 'Isaiah Langer']), 'Megan Bowen and Isaiah Langer');
    assert.equal(names(['A', 'B', 'C']), 'A, B and C');
    assert.equal(names(['A', 'B', 'C', 'D', 'E']), 'A, B and 3 more');
  });

  it('of roles lose the service, which is plain from the rest', () => {
    assert.equal(shortRole('Azure Digital Twins Data Reader'), 'Data Reader');
    assert.equal(shortRole('Owner'), 'Owner');
  });
});

describe('a link', () => {
  it('opens https pages only', () => {
    for (const url of [
      'http://portal.azure.com',
      'javascript:alert(1)',
      'https://a@b.example',
      'nonsense',
      undefined,
    ]) {
      assert.equal(linkButton({ title: 'Open', url }), undefined);
      assert.equal(links([{ title: 'Open', url }]), undefined);
    }
  });

  it('cannot be ended early by its address', () => {
    const text = links([{ title: 'Open', url: 'https://portal.azure.com/#x)](https://evil.example' }])?.text;
    assert.equal(text, '[Open](https://portal.azure.com/#x%29%5D%28https://evil.example)');
  });
});
