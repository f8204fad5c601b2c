import assert from 'node:assert/strict';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { failsWith } from './fails-with.ts';

const NOW = new Date('2026-03-02T10:30:00Z');
const during = { from: '2026-03-02T09:00:00Z', to: NOW.toISOString() };

describe('who was taken out of groups', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant(
      {
        groups: [
          { name: 'Twins Readers', members: [] },
          { name: 'Night shift', members: ['lee@contoso.com'] },
        ],
        directoryAudits: [
          { at: '2026-03-02T09:40:00Z', member: 'alex@contoso.com', group: 'Twins Readers' },
          { at: '2026-03-02T09:50:00Z', member: 'Night shift', group: 'Twins Readers' },
          { at: '2026-03-02T08:50:00Z', member: 'adele@contoso.com', group: 'Twins Readers' },
        ],
      },
      { now: () => NOW },
    );
    contoso.letBotRead('Directory.Read.All', 'AuditLog.Read.All');
  });
  after(() => contoso.close());

  const removed = () => contoso.tenant.membersRemoved(during);
  const answering = async (...audits: object[]) => {
    const value = audits.map((one) => ({
      activityDateTime: '2026-03-02T09:41:00.1234567Z',
      result: 'success',
      ...one,
    }));
    const heal = contoso.simulated.inject({
      match: { service: 'graph', path: 'directoryAudits' },
      answer: { status: 200, body: { value } },
    });
    return removed().finally(heal);
  };

  it('are read from the audit log, the newest first, people and groups', async () => {
    const groupId = contoso.idOf('Twins Readers');
    assert.deepEqual(await removed(), {
      entries: [
        { at: '2026-03-02T09:50:00.000Z', groupId, memberId: contoso.idOf('Night shift') },
        { at: '2026-03-02T09:40:00.000Z', groupId, memberId: contoso.idOf('alex') },
      ],
      complete: true,
    });
  });

  it('are read where the group is named only beside the member', async () => {
    const alex = contoso.idOf('alex');
    const groupId = contoso.idOf('Twins Readers');
    const targetResources = [
      { id: groupId.toUpperCase(), type: 'Group', modifiedProperties: [] },
      { id: alex, type: 'User', modifiedProperties: [] },
    ];
    assert.deepEqual(await answering({ targetResources }), {
      entries: [{ at: '2026-03-02T09:41:00.123Z', groupId, memberId: alex }],
      complete: true,
    });
  });

  it('leave out what failed', async () => {
    const targetResources = [{ id: contoso.idOf('alex'), type: 'User' }];
    assert.deepEqual(await answering({ result: 'failure', targetResources }), { entries: [], complete: true });
  });

  it('are incomplete where an entry does not say who or where', async () => {
    const targetResources = [
      { id: '../users', type: 'Group' },
      { id: null, type: 'User' },
    ];
    assert.deepEqual(await answering({ targetResources }, { targetResources: null }), { entries: [], complete: false });
  });

  it('are refused to a bot without the permission, which is named', async () => {
    contoso.letBotRead('Directory.Read.All');
    const { permission } = await failsWith('forbidden', removed());
    contoso.letBotRead('Directory.Read.All', 'AuditLog.Read.All');
    assert.equal(permission, 'Microsoft Graph AuditLog.Read.All');
  });

  it('are not told to a tenant without the licence, where no permission would help', async () => {
    contoso.state.premium = false;
    const { permission, message } = await failsWith('rejected', removed());
    contoso.state.premium = true;
    assert.equal(permission, undefined);
    assert.match(message, /Entra ID P1/);
  });

  it('cannot be read where the answer is not of the documented shape', async () => {
    await failsWith('bad-answer', answering({ activityDateTime: 'yesterday' }));
  });
});
