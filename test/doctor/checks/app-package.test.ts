import assert from 'node:assert/strict';
import { judgePackages } from '../../../src/doctor/checks/app-package.ts';
import { appId, botObjectId } from '../deployment.ts';

const file = 'env/.env.dev';
const outcomesOf = (...asked: Parameters<typeof judgePackages>) =>
  judgePackages(...asked).map(({ outcome }) => outcome);

describe('the Teams app package', () => {
  it('is for this bot where one environment names it', () => {
    const environments = [
      { file, botId: appId },
      { file: 'env/.env.local', botId: botObjectId },
      { file: 'env/.env.x' },
    ];
    assert.deepEqual(outcomesOf(environments, { appId }), ['ok']);
  });

  it('is not checked where none names a bot', () => {
    assert.deepEqual(outcomesOf([{ file }], { appId }), ['unknown']);
    assert.deepEqual(outcomesOf([], { appId }), ['unknown']);
  });

  it('is warned about where all name another bot', () => {
    assert.deepEqual(outcomesOf([{ file, botId: botObjectId }], { appId }), ['warning']);
  });

  it('has to allow the host that the bot is reached at', () => {
    const environments = [{ file, botId: appId, domain: 'old.contoso.com' }];
    assert.deepEqual(outcomesOf(environments, { appId, publicUrl: 'https://adt.contoso.com' }), ['warning']);
    assert.deepEqual(outcomesOf(environments, { appId, publicUrl: 'https://old.contoso.com/' }), ['ok']);
  });
});
