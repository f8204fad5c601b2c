import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Draft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { commandIds } from '../../src/teams/extension/extension.ts';
import { readEnvironmentFile, substitute } from './environment.ts';

const template = readFileSync('appPackage/manifest.json', 'utf8');
const schema = createRequire(import.meta.url)(
  '@microsoft/app-manifest/build/json-schemas/teams/v1.30/MicrosoftTeams.schema.json',
);

/** What the person fills in or an action writes, so left empty in the environment file. */
const FILLED_IN: [string, string][] = [
  ['TEAMS_APP_ID', '0d1f4b8e-5f0e-4f0a-9d53-0f4f3f0e8a11'],
  ['BOT_ID', '6a0f3b0c-8b1e-4a52-b7f6-2f9f8f4b7c22'],
  ['BOT_DOMAIN', 'adt-support.example.com'],
];

function manifestOf(environment: string) {
  return JSON.parse(substitute(template, new Map([...readEnvironmentFile(environment), ...FILLED_IN])));
}

const ajv = new Draft04.default({ strict: false, allErrors: true });
addFormats.default(ajv);

function faultsOf(manifest: unknown): string[] {
  ajv.validate(schema, manifest);
  return (ajv.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe('the Teams app manifest', () => {
  for (const environment of ['dev', 'local']) {
    it(`is valid for the environment "${environment}"`, () => {
      const manifest = manifestOf(environment);
      assert.deepEqual(faultsOf(manifest), []);
      assert.doesNotMatch(JSON.stringify(manifest), /\$\{\{/, 'every placeholder has a value');
    });
  }

  it('fails validation without its bot id, so that the check above means something', () => {
    const manifest = manifestOf('dev');
    delete manifest.bots[0].botId;
    assert.deepEqual(faultsOf(manifest), ["/bots/0 must have required property 'botId'"]);
  });

  it('names the schema it is validated against', () => {
    const manifest = manifestOf('dev');
    assert.equal(manifest.manifestVersion, '1.30');
    assert.match(manifest.$schema, /\/teams\/v1\.30\//);
  });

  it('carries the version of the project', () => {
    assert.equal(manifestOf('dev').version, JSON.parse(readFileSync('package.json', 'utf8')).version);
  });

  it('names the app that people sign in to, under the name that Teams takes from bots with tabs', () => {
    const { webApplicationInfo, bots, validDomains } = manifestOf('dev');
    const [{ botId }] = bots;
    assert.deepEqual(webApplicationInfo, { id: botId, resource: `api://adt-support.example.com/botid-${botId}` });
    assert.ok(validDomains.includes('token.botframework.com'), 'a sign-in by hand opens this page');
  });

  it('has the board beside the chat, on the host that its sign-in is for', () => {
    const { staticTabs, validDomains, webApplicationInfo } = manifestOf('dev');
    const [chat, board] = staticTabs;
    assert.equal(chat.entityId, 'conversations', 'the chat stays what opens first');
    const { host, pathname } = new URL(board.contentUrl);
    assert.equal(pathname, '/board');
    assert.ok(validDomains.includes(host));
    assert.ok(webApplicationInfo.resource.startsWith(`api://${host}/`));
  });

  it('offers the commands of the message extension under the ids that the bot knows them by', () => {
    const [{ botId, commands }] = manifestOf('dev').composeExtensions;
    assert.equal(botId, manifestOf('dev').bots[0].botId);
    assert.deepEqual(
      commands.map(({ id, type, context }: Record<string, unknown>) => [id, type, context]),
      [
        [commandIds.diagnose, 'action', ['message']],
        [commandIds.find, 'query', ['compose', 'commandBox']],
      ],
    );
  });

  it('asks a team for its channels’ messages, and for nothing else', () => {
    assert.deepEqual(manifestOf('dev').authorization.permissions, {
      resourceSpecific: [{ name: 'ChannelMessage.Read.Group', type: 'Application' }],
    });
  });

  it('offers the bot in personal chats, teams and group chats, and takes files', () => {
    const [bot] = manifestOf('dev').bots;
    assert.deepEqual(bot.scopes, ['personal', 'team', 'groupChat']);
    assert.equal(bot.supportsFiles, true);
  });
});
