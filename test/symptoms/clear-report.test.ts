import assert from 'node:assert/strict';
import { isClearReport, isOwnReport } from '../../src/symptoms/clear-report.ts';
import { readSymptoms } from '../../src/symptoms/read-symptoms.ts';
import { otherTalk, reports } from './channel-talk.ts';
import { heldOutOtherTalk, heldOutReports } from './channel-talk-held-out.ts';

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

  it('is left alone, if it is no report, also where the patterns were made without it', () => {
    assert.deepEqual(heldOutOtherTalk.filter(isClear), []);
  });

  it('is heard as a report in eight of ten messages that the patterns were made without', () => {
    const missed = heldOutReports.filter((text) => !isClear(text));
    assert.ok(missed.length <= heldOutReports.length / 5, missed.join('\n'));
  });

  it('takes no longer for a hostile one', () => {
    for (const unit of ['if the ', 'I get a ', 'my app ', 'ich ', 'je ', 'me da ', '403が', 'A', '"I ', 'why I '])
      assert.equal(typeof isClear(`ADT 403 ${unit.repeat(60_000 / unit.length)} said `), 'boolean');
  });
});

describe('a clear report after somebody else’s trouble', () => {
  const isOwn = (text: string): boolean => isOwnReport(text, readSymptoms(text));

  for (const text of [
    'I still get 403 on ADT plant-a',
    'and I get 403 on ADT plant-b',
    'I get 403 again on ADT plant-a',
    'we still get 403 on ADT plant-a',
    'my app twin-sync still gets 403 on ADT plant-a',
    'ich bekomme immer noch 403 auf ADT plant-a',
    'je reçois toujours une erreur 403 sur ADT plant-a',
  ]) {
    it(`is the writer’s own: ${text}`, () => assert.equal(isOwn(text), true));
  }

  for (const text of [
    'still 403 on ADT plant-a',
    'immer noch 403 auf ADT plant-a',
    'still 403 on https://plant-a.api.usg.digitaltwins.azure.us/query',
    'he still gets 403 on ADT plant-a',
    'thanks, I will ask Megan for the role',
    'I got 403 on ADT plant-a yesterday, it works now',
  ]) {
    it(`may go on about that: ${text}`, () => assert.equal(isOwn(text), false));
  }
});
