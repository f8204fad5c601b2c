import assert from 'node:assert/strict';
import { TenantError } from '../../src/tenant.ts';
import { createHelpdesk } from '../../src/triage/helpdesk.ts';
import { megan, start } from './reports.ts';

const team = '9e000000-0000-4000-8000-00000000000A';
const channel = { tenantId: 't', conversationId: 'c', groupId: team, digestOff: false };

function helpdeskOf(groups: () => Promise<string[]>, minutes = () => 0) {
  let asked = 0;
  const helpdesk = createHelpdesk({
    store: { channel: async () => channel },
    tenant: {
      groupsOf: () => {
        asked += 1;
        return groups();
      },
    },
    now: () => new Date(start.getTime() + minutes() * 60_000),
  });
  return { is: () => helpdesk.isMember('t', megan.objectId), asked: () => asked };
}

describe('of the helpdesk', () => {
  it('is who belongs to the team of its channel', async () => {
    assert.deepEqual(await helpdeskOf(async () => [team.toLowerCase()]).is(), { of: 'yes' });
    assert.deepEqual(await helpdeskOf(async () => ['another']).is(), { of: 'no' });
  });

  it('is nobody while there is no channel', async () => {
    const without = createHelpdesk({
      store: { channel: async () => undefined },
      tenant: { groupsOf: async () => [team] },
      now: () => start,
    });
    assert.deepEqual(await without.isMember('t', megan.objectId), { of: 'no' });
  });

  it('is not known where the directory does not say', async () => {
    const refused = new TenantError('The bot may not read groups.', { code: 'forbidden', call: 'Graph: groups' });
    const { is } = helpdeskOf(async () => Promise.reject(refused));
    assert.deepEqual(await is(), { of: 'unknown', why: 'The bot may not read groups.' });
  });

  it('is asked once a minute', async () => {
    let minute = 0;
    const { is, asked } = helpdeskOf(
      async () => [team],
      () => minute,
    );
    await is();
    await is();
    assert.equal(asked(), 1);
    minute = 2;
    await is();
    assert.equal(asked(), 2);
  });
});
