import assert from 'node:assert/strict';
import { appName, groupName, namedByPrefix } from '../../src/symptoms/caller-names.ts';

describe('appName', () => {
  for (const words of [
    'the app reg is called edge-bridge, it gets 403',
    'runs in the web app we named edge-bridge',
    'edge-bridge (container app) gets 403',
    'job edge-bridge fails with 403',
    'take the owner role away from the old pipeline app (edge-bridge)',
    'edge-bridge app plant-b data owner role please',
    'the daemon, its app name is edge-bridge',
    'on plant-b app edge-bridge gets 403',
  ]) {
    it(`finds the app in: ${words}`, () => {
      assert.equal(appName(words), 'edge-bridge');
    });
  }

  for (const words of [
    'the import job nightly-load fails with 403',
    'the app gets 403 on plant-b',
    'the app is read-only',
  ]) {
    it(`finds none in: ${words}`, () => {
      assert.equal(appName(words), undefined);
    });
  }
});

describe('groupName', () => {
  it('is no caller where the writer is one of the group', () => {
    assert.equal(groupName('the group sg-dt-read gets 403'), 'sg-dt-read');
    assert.equal(groupName("the reader group (sg-dt-read) I'm in was deleted"), undefined);
    assert.equal(namedByPrefix("the reader group (sg-dt-read) I'm in was deleted"), undefined);
  });
});
