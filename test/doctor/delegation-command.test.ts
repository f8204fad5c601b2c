import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { delegationCommand } from '../../src/doctor/delegation-command.ts';
import { parseCondition } from '../../src/rbac/condition-syntax.ts';
import { DELEGATION_CONDITION } from '../../src/rbac/data-role-delegation.ts';
import { appId } from './deployment.ts';

const manual = readFileSync('docs/running.md', 'utf8');

/** The parts of a command line, without its line ends. */
const words = (command: string) => command.replace(/\\\n/g, ' ').replace(/\s+/g, ' ').trim();

describe('the one right to write', () => {
  it('is in the manual as the bot gives it', () => {
    const scope = '/subscriptions/<subscription id>';
    const shown = /^az role assignment create --assignee <BOT_ID> \\\n(?:.*\\\n)*.*$/m.exec(manual)?.[0] ?? '';
    assert.equal(words(shown), delegationCommand('<BOT_ID>', scope));
  });

  it('has a condition that is understood as a whole', () => {
    assert.ok(parseCondition(DELEGATION_CONDITION));
  });

  it('is one line that a shell takes as it is', () => {
    const command = delegationCommand(appId, '/subscriptions/dce515b8-f95f-40f8-bd5a-7c201411fbd2');
    assert.equal((command.match(/"/g) ?? []).length, 4);
    assert.doesNotMatch(command, /[\n$`]/);
  });
});
