import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inert, plain } from '../../src/cards/escape.ts';

describe('plain', () => {
  it('leaves ordinary words alone, in any language', () => {
    for (const text of [
      'Alex Wilber',
      'Zoë Müller-Þór',
      '李小龍',
      'plant_a-01 (test)',
      'a < b & c > d',
      '👩‍🔧 on duty',
    ]) {
      assert.equal(plain(text), text);
    }
  });

  it('makes one line of many', () => {
    assert.equal(plain(' first\r\n\n  second\tthird\u2028fourth '), 'first second third fourth');
  });

  it('drops characters that cannot be seen or that turn the text around', () => {
    assert.equal(plain('ev\u200bil\u202egnp.exe\u2066'), 'evilgnp.exe');
  });

  it('lets nothing become a date or a mention', () => {
    assert.equal(plain('{{DATE(2026-01-01T00:00:00Z)}}'), '{ {DATE(2026-01-01T00:00:00Z)}}');
    assert.equal(plain('<at>Megan</AT>'), '‹at>Megan‹/AT>');
  });

  it('keeps text written from right to left from turning its neighbours around', () => {
    assert.equal(plain('שלום'), '\u2068שלום\u2069');
    assert.equal(plain('\u2069שלום'), '\u2068שלום\u2069');
  });

  it('changes nothing the second time, since names are put into sentences', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => assert.equal(plain(plain(text)), plain(text))));
    assert.equal(plain(`${plain('שלום')} approved.`), '\u2068\u2068שלום\u2069 approved.\u2069');
  });

  it('cuts long text with an ellipsis, never through a character', () => {
    assert.equal(plain('abcdef', 6), 'abcdef');
    assert.equal(plain('abcdefg', 6), 'abcde…');
    assert.equal(plain('ab🔥🔥🔥', 6), 'ab🔥…');
  });

  it('cuts stacked marks', () => {
    assert.equal(plain(`Z${'\u0301'.repeat(100)}`), `Z${'\u0301'.repeat(3)}`);
  });
});

describe('inert', () => {
  it('reads the same and is no Markdown', () => {
    assert.equal(inert('[a](b) **c** `d`'), '［a］(b) ∗∗c∗∗ ˋdˋ');
    assert.equal(inert('- item'), '\u2060- item');
    assert.equal(inert('1. item'), '\u20601. item');
  });

  it('finds no links', () => {
    assert.equal(inert('https://evil.example'), 'https:\u2060//evil.example');
    assert.equal(inert('www.evil.example'), 'www\u2024evil.example');
    assert.equal(inert('alex@contoso.com'), 'alex＠contoso.com');
  });

  it('leaves the names of resources alone', () => {
    for (const text of ['plant-a', 'rg_plant_a', 'plant-a.api.weu.digitaltwins.azure.net'])
      assert.equal(inert(text), text);
  });
});
