import assert from 'node:assert/strict';
import { isClearReport } from '../../src/symptoms/clear-report.ts';
import { readSymptoms } from '../../src/symptoms/read-symptoms.ts';
import { otherTalk, reports } from './channel-talk.ts';

const isClear = (text: string): boolean => isClearReport(text, readSymptoms(text));

describe('a message nobody asked the bot about', () => {
  for (const text of reports) {
    it(`is a clear report: ${JSON.stringify(text.slice(0, 90))}`, () => {
      assert.equal(isClear(text), true, readSymptoms(text).kind);
    });
  }

  for (const [story, texts] of Object.entries(otherTalk)) {
    for (const text of texts) {
      it(`is left alone as ${story}: ${JSON.stringify(text.slice(0, 90))}`, () => {
        assert.equal(isClear(text), false);
      });
    }
  }

  it('takes no longer for a hostile one', () => {
    for (const unit of ['if the ', 'I get a ', 'my app ', 'ich ', 'je ', 'me da ', '403が', 'A', '"I ', 'why I '])
      assert.equal(typeof isClear(`ADT 403 ${unit.repeat(60_000 / unit.length)} said `), 'boolean');
  });
});
