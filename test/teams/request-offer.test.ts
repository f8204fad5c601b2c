import assert from 'node:assert/strict';
import { type AccessPolicy, DEFAULT_POLICY } from '../../src/access/policy.ts';
import type { Approver, Diagnosis, Fact, Principal } from '../../src/diagnosis/diagnosis.ts';
import type { DiagnosisRecord } from '../../src/diagnosis/record.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { createOfferRequest } from '../../src/teams/request-offer.ts';
import { type Tenant, TenantError } from '../../src/tenant.ts';
import { adele, alex, megan } from '../access/requests.ts';
import { channel, chatWith, tenantId } from './messages-of.ts';

const source = { what: '', call: '', at: '', ms: 1 };
const self: Principal = { kind: 'user', ...alex, self: true };
const app: Principal = {
  kind: 'service-principal',
  objectId: '5e00',
  displayName: 'twin-sync',
  appId: 'a-1',
  self: false,
};
const record: DiagnosisRecord = {
  tenantId,
  id: 'd-1',
  askedBy: alex,
  report: { kind: 'adt-403', redacted: [] },
  conversationId: 'a:alex',
  begunAt: '2026-03-02T10:00:00.000Z',
  state: 'done',
};

interface Situation {
  principal?: Principal;
  approvers?: Approver[] | 'unknown';
  /** Whom the bot can write to. */
  chats?: { objectId: string }[];
  approvals?: boolean;
  policy?: Partial<AccessPolicy>;
  owners?: string[] | 'unknown';
}

const able = (...people: { objectId: string; displayName: string }[]): Approver[] =>
  people.map((each) => ({ ...each, right: 'Owner of the subscription' }));

function offer({
  principal = self,
  approvers = able(megan, adele),
  chats = [megan],
  approvals = false,
  policy = {},
  owners = [],
}: Situation) {
  const applicationOwners: Tenant['applicationOwners'] = async () => {
    if (owners === 'unknown') throw new TenantError('Graph is slow.', { code: 'timeout', call: 'Graph' });
    return owners;
  };
  const known: Fact<Approver[]> =
    approvers === 'unknown'
      ? { known: false, reason: 'Graph said no.', source }
      : { known: true, value: approvers, source };
  const diagnosis: Diagnosis = {
    report: record.report,
    principal,
    headline: 'You have no data role on plant-a.',
    findings: [],
    proposal: { roleId: ADT_DATA_READER.id, roleName: ADT_DATA_READER.name, scope: '/x' },
    approvers: known,
    tookMs: 1,
    azureCalls: 1,
  };
  return createOfferRequest({
    tenant: { applicationOwners } as Tenant,
    policy: { ...DEFAULT_POLICY, ...policy },
    conversations: {
      personal: async (_, id) => (chats.some(({ objectId }) => objectId === id) ? chatWith('x', id) : undefined),
      approvalsChannel: async () => (approvals ? channel : undefined),
    },
  })(record, diagnosis);
}

describe('the offer to ask for access', () => {
  it('names who gets the request, and counts whom the bot cannot write to', async () => {
    const form = await offer({});
    assert.ok(form !== undefined && 'roles' in form);
    assert.deepEqual(form.goesTo, { people: ['Megan Bowen'], channel: false, unreachable: 1 });
    assert.equal(form.defaultRoleId, ADT_DATA_READER.id);
    assert.equal(form.forWhom, undefined);
  });

  it('counts neither whoever asks, nor whom it is for, nor a guest as somebody to ask', async () => {
    const guest = { objectId: '9e57', displayName: 'Sam Fabrikam', userPrincipalName: 'sam_x.com#EXT#@contoso.com' };
    assert.deepEqual(await offer({ approvers: able(alex, guest), chats: [alex, guest] }), {
      nobody: 'found',
      people: [],
    });
    const colleague: Principal = { kind: 'user', ...megan, self: false };
    assert.deepEqual(await offer({ principal: colleague, approvers: able(megan) }), { nobody: 'found', people: [] });
    const allowed = await offer({ approvers: able(guest), chats: [guest], policy: { guestsMayApprove: true } });
    assert.ok(allowed !== undefined && 'roles' in allowed);
  });

  it('is none where nobody can be reached, but who could decide', async () => {
    assert.deepEqual(await offer({ chats: [] }), { nobody: 'reachable', people: ['Megan Bowen', 'Adele Vance'] });
    const inChannel = await offer({ chats: [], approvals: true });
    assert.ok(inChannel !== undefined && 'roles' in inChannel);
    assert.deepEqual(inChannel.goesTo, { people: [], channel: true, unreachable: 2 });
  });

  it('is made where it is only not known who can decide', async () => {
    const form = await offer({ approvers: 'unknown' });
    assert.ok(form !== undefined && 'roles' in form);
    assert.deepEqual(form.goesTo, { people: [], channel: false, unreachable: 0 });
  });

  it('has the roles of the policy only', async () => {
    const form = await offer({ policy: { grantableRoles: [ADT_DATA_OWNER] } });
    assert.ok(form !== undefined && 'roles' in form);
    assert.deepEqual(
      form.roles.map(({ id }) => id),
      [ADT_DATA_OWNER.id],
    );
    assert.equal(form.defaultRoleId, ADT_DATA_OWNER.id);
  });

  const whose: [what: string, situation: Situation, is: string | undefined][] = [
    ['one’s own app', { principal: app, owners: [alex.objectId.toUpperCase()] }, 'own-app'],
    ['somebody else’s app', { principal: app, owners: [megan.objectId] }, 'app'],
    ['an app whose owners are not known', { principal: app, owners: 'unknown' }, 'app'],
    ['a managed identity', { principal: { ...app, managedIdentity: true } }, 'managed-identity'],
    ['a colleague', { principal: { kind: 'user', ...adele, self: false } }, 'colleague'],
    ['a group', { principal: { kind: 'group', objectId: '6e0f', displayName: 'Twins', self: false } }, undefined],
    ['an app, where only owners may', { principal: app, policy: { askFor: ['self', 'own-apps'] } }, undefined],
    [
      'a colleague, where nobody may',
      { principal: { kind: 'user', ...adele, self: false }, policy: { askFor: ['self'] } },
      undefined,
    ],
  ];
  for (const [what, situation, is] of whose) {
    it(`for ${what} ${is === undefined ? 'is none' : 'says so'}`, async () => {
      const form = await offer(situation);
      assert.equal(form !== undefined && 'forWhom' in form ? form.forWhom?.is : undefined, is);
      if (is === undefined) assert.equal(form, undefined);
    });
  }
});
