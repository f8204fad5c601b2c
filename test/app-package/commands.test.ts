import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Command, readCommand } from '../../src/symptoms/command.ts';

interface CommandList {
  scopes: string[];
  commands: { title: string; description: string }[];
}

/** Whether Teams offers the command while a person types. A new command has to be decided on here. */
const OFFERED: Record<Command['name'], boolean> = {
  help: true,
  diagnose: true,
  requests: true,
  approvals: true,
  instances: true,
  triage: true,
  // Said as 'triage 1042'.
  'triage-case': false,
  'triage-unknown': false,
  // Only for owners of a team, who find it in the help.
  'use-for-approvals': false,
  'use-for-triage': false,
  // Without a helpdesk there are none.
  'my-cases': false,
  // Said once, after the digest was switched off; its own card tells how.
  'digest-on': false,
  // The digest has a button for it.
  'digest-off': false,
};

const [bot] = JSON.parse(readFileSync('appPackage/manifest.json', 'utf8')).bots;
const lists: CommandList[] = bot.commandLists;

describe('the command list of the manifest', () => {
  it('is there for every scope of the bot', () => {
    assert.deepEqual(lists.flatMap((list) => list.scopes).sort(), [...bot.scopes].sort());
  });

  it('offers the commands of this version, each with a short description', () => {
    const offered = Object.entries(OFFERED).filter(([, isOffered]) => isOffered);
    for (const { commands } of lists) {
      assert.deepEqual(commands.map(({ title }) => title).sort(), offered.map(([name]) => name).sort());
      assert.ok(commands.every(({ description }) => description.length > 0 && description.length <= 60));
    }
  });

  it('names each command by a word that the bot reads as that command', () => {
    const titles = lists.flatMap(({ commands }) => commands.map(({ title }) => title));
    assert.deepEqual(
      titles.map((title) => readCommand(title)?.name),
      titles,
    );
  });
});
