import assert from 'node:assert/strict';
import { appName } from '../../src/symptoms/caller-names.ts';

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
