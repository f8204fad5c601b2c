import assert from 'node:assert/strict';
import { createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline';
import { waitBeforeRetry } from '../../src/azure/arm-retries.ts';
import { waitBeforeSecondTry } from '../../src/azure/graph-retries.ts';

const least = () => 0;
const most = () => 1;

/** What the ARM client waits after this answer, or after none; undefined: it does not try again. */
function armWaits(random: () => number, retryCount: number, answer?: { status: number; retryAfter?: string }) {
  const request = createPipelineRequest({ url: 'https://management.azure.com/' });
  const headers = createHttpHeaders(answer?.retryAfter === undefined ? {} : { 'retry-after': answer.retryAfter });
  const response = answer && { request, headers, status: answer.status };
  return waitBeforeRetry(random).retry({ retryCount, ...(response && { response }) }).retryAfterInMs;
}

describe('a wait before a retry', () => {
  it('that ARM did not ask for doubles, and is somewhere between its half and itself', () => {
    for (const answer of [undefined, { status: 500 }, { status: 408 }]) {
      assert.deepEqual(
        [0, 1].map((count) => armWaits(least, count, answer)),
        [150, 300],
      );
      assert.deepEqual(
        [0, 1].map((count) => armWaits(most, count, answer)),
        [300, 600],
      );
    }
  });

  it('that ARM asked for is kept, and at most a fifth longer', () => {
    for (const status of [429, 503]) {
      assert.equal(armWaits(least, 0, { status, retryAfter: '1' }), 1_000);
      assert.equal(armWaits(most, 0, { status, retryAfter: '1' }), 1_200);
    }
  });

  it('that Graph did not ask for is somewhere between half a second and one', () => {
    for (const status of [429, 503, 504]) {
      assert.equal(waitBeforeSecondTry({ status }, least), 500);
      assert.equal(waitBeforeSecondTry({ status }, most), 1_000);
    }
  });

  it('that Graph asked for is kept, and at most a fifth longer', () => {
    assert.equal(waitBeforeSecondTry({ status: 429, retryAfter: '2' }, least), 2_000);
    assert.equal(waitBeforeSecondTry({ status: 429, retryAfter: '2' }, most), 2_400);
  });

  it('is not begun where it is too long for a person, or where nothing would change', () => {
    assert.equal(waitBeforeSecondTry({ status: 429, retryAfter: '3' }, least), undefined);
    assert.equal(waitBeforeSecondTry({ status: 500, retryAfter: '1' }, least), undefined);
    assert.equal(armWaits(least, 0, { status: 503, retryAfter: '3' }), undefined);
    assert.equal(armWaits(least, 0, { status: 501, retryAfter: '1' }), undefined);
    assert.equal(armWaits(least, 0, { status: 429 }), undefined);
  });
});
