import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { placeholdersOf, readEnvironmentFile } from './environment.ts';

const manifest = readFileSync('appPackage/manifest.json', 'utf8');
const scripts = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts);

/** Set by the toolkit itself, whatever the files say. */
const BUILT_IN = ['TEAMSFX_ENV'];

/** Actions of the toolkit's yaml schema v1.11 that these files may use. */
const ACTIONS = [
  'aadApp/create',
  'botFramework/create',
  'cli/runNpmCommand',
  'file/createOrUpdateEnvironmentFile',
  'teamsApp/create',
  'teamsApp/publishAppPackage',
  'teamsApp/update',
  'teamsApp/validateAppPackage',
  'teamsApp/validateManifest',
  'teamsApp/zipAppPackage',
];

/** The indented lines below every `key:` of a yaml text, as `name: value` pairs. */
function entriesBelow(yaml: string, key: string): [string, string][] {
  const entries: [string, string][] = [];
  let depth = -1;
  for (const line of yaml.split('\n')) {
    if (/^\s*(#|$)/.test(line)) continue;
    const indent = line.search(/\S/);
    if (indent <= depth) depth = -1;
    const entry = /^\s*(?:- )?(\w+):\s*(.*)$/.exec(line);
    if (depth >= 0 && entry) entries.push([entry[1] ?? '', entry[2] ?? '']);
    if (entry?.[1] === key) depth = indent;
  }
  return entries;
}

const files = [
  { name: 'teamsapp.yml', environment: 'dev', buildsPackage: true },
  { name: 'teamsapp.local.yml', environment: 'local', buildsPackage: true },
  { name: 'teamsapp.playground.yml', environment: 'playground', buildsPackage: false },
];

for (const file of files) {
  describe(file.name, () => {
    const yaml = readFileSync(file.name, 'utf8');
    const written = entriesBelow(yaml, 'writeToEnvironmentFile').map(([, variable]) => variable);
    const settings = readEnvironmentFile(file.environment);

    it('uses only variables that its environment file defines or an action writes', () => {
      const used = placeholdersOf(file.buildsPackage ? yaml + manifest : yaml);
      const known = new Set([...settings.keys(), ...written, ...BUILT_IN]);
      assert.deepEqual(
        used.filter((name) => !known.has(name)),
        [],
      );
    });

    it('writes every variable that its environment file leaves to an action', () => {
      const filledIn = ['BOT_ID', 'BOT_DOMAIN', 'BOT_ENDPOINT'];
      const empty = [...settings].filter(([, value]) => value === '').map(([name]) => name);
      assert.deepEqual(
        empty.filter((name) => !written.includes(name) && !filledIn.includes(name)),
        [],
      );
    });

    it('keeps secrets out of its environment file', () => {
      assert.deepEqual(
        [...settings.keys()].filter((name) => name.startsWith('SECRET_')),
        [],
      );
      const secrets = entriesBelow(yaml, 'writeToEnvironmentFile').filter(([output]) =>
        /secret|password/i.test(output),
      );
      assert.ok(secrets.every(([, variable]) => variable.startsWith('SECRET_')));
    });

    it('uses only actions that exist', () => {
      const used = [...yaml.matchAll(/^\s*- uses: (\S+)/gm)].map((match) => match[1] ?? '');
      assert.ok(used.length > 0);
      assert.deepEqual(
        used.filter((action) => !ACTIONS.includes(action)),
        [],
      );
    });

    it('names only npm scripts and files that exist', () => {
      const ran = [...yaml.matchAll(/(?:args: run|npm run) (\S+?)`?$/gm)].map((match) => match[1] ?? '');
      assert.deepEqual(
        ran.filter((script) => !scripts.includes(script)),
        [],
      );
      const named = [...yaml.matchAll(/(?:manifestPath: |environmentFolderPath: |\s)((?:\.|src|env)\/[\w./-]+)/g)]
        .map((match) => match[1] ?? '')
        .filter((path) => !path.startsWith('./appPackage/build') && path !== './.localConfigs');
      assert.ok(named.length > 0);
      assert.deepEqual(
        named.filter((path) => !existsSync(path)),
        [],
      );
    });
  });
}

describe('the settings that teamsapp.local.yml writes for the bot', () => {
  it('are settings that the bot reads', () => {
    const config = readFileSync('src/config.ts', 'utf8');
    const names = entriesBelow(readFileSync('teamsapp.local.yml', 'utf8'), 'envs').map(([name]) => name);
    assert.ok(names.length > 0);
    assert.deepEqual(
      names.filter((name) => !new RegExp(`\\b${name}\\b`).test(config)),
      [],
    );
  });

  it('are in files that git ignores, as are those that the bot is started with besides', () => {
    const yaml = readFileSync('teamsapp.local.yml', 'utf8');
    const files = [...yaml.matchAll(/--env-file(?:-if-exists)?=(\S+)/g)].map((match) => match[1] ?? '');
    assert.equal(files.length, 2);
    const { stdout } = spawnSync('git', ['check-ignore', ...files], { encoding: 'utf8' });
    assert.deepEqual(stdout.trim().split('\n'), files);
  });
});
