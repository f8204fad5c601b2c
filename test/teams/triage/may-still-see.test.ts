import assert from 'node:assert/strict';
import type { Diagnosis } from '../../../src/diagnosis/diagnosis.ts';
import { READER } from '../../../src/rbac/roles.ts';
import { isAtOrAbove } from '../../../src/rbac/scopes.ts';
import { createMayStillSee } from '../../../src/teams/triage/may-still-see.ts';
import { type Tenant, TenantError } from '../../../src/tenant.ts';
import { alex, definitions, holds, megan, plantA, report, subscription, twinSync } from '../../support/situation.ts';

const adele = { objectId: alex, displayName: 'Adele Vance' };
const [ofLee, ofApp, ofNobody] = [
  { principal: { kind: 'user', objectId: megan, displayName: 'Lee Gu', self: false } },
  { principal: { kind: 'service-principal', ...twinSync, self: false } },
  {},
] as const;

/** Who asks, holding Reader there; 'unread': Azure does not say. */
interface Asker {
  reads?: string | 'unread';
  helpdesk?: true;
  owns?: true;
}

function mayStillSee(asker: Asker, what: Partial<Diagnosis>): Promise<{ right: string }> {
  const { reads, helpdesk, owns } = asker;
  const tenant: Pick<Tenant, 'roleAssignmentsOf' | 'roleDefinitions' | 'denyAssignmentsAt' | 'applicationOwners'> = {
    async roleAssignmentsOf(_, scope) {
      if (reads === 'unread')
        throw new TenantError('Azure does not answer.', { code: 'unavailable', call: 'ARM: list role assignments' });
      return reads !== undefined && isAtOrAbove(reads, scope) ? [holds(READER, { scope: reads })] : [];
    },
    roleDefinitions: async () => definitions,
    denyAssignmentsAt: async () => [],
    applicationOwners: async () => (owns ? [adele.objectId] : []),
  };
  const isMember = async () => ({ of: helpdesk ? 'yes' : 'no' }) as const;
  const diagnosis = {
    report: report(),
    instance: plantA,
    headline: '',
    findings: [],
    tookMs: 1,
    azureCalls: 1,
    ...what,
  };
  return createMayStillSee({ tenant: tenant as Tenant, helpdesk: { isMember } })({ tenantId: 't', diagnosis }, adele);
}

describe('what was found of somebody else', () => {
  const withElsewhere = { ...ofLee, readAt: 'subscription' } as const;
  const withOthers = { ...ofApp, readAt: 'instance' } as const;
  const rows: [what: string, asker: Asker, of: Partial<Diagnosis>, right: string][] = [
    ['is not shown to who has no right', {}, ofLee, 'no'],
    ['is shown to the helpdesk', { helpdesk: true }, ofLee, 'yes'],
    ['is shown to an owner of the app', { owns: true }, ofApp, 'yes'],
    ['is shown to whoever may read roles there', { reads: plantA.id }, ofLee, 'yes'],
    ['is not shown where Azure does not say who may', { reads: 'unread' }, ofLee, 'unknown'],
    ['is shown to everybody where it is of no identity', {}, ofNobody, 'yes'],

    ['elsewhere too is shown to whoever may read it all', { reads: subscription }, withElsewhere, 'yes'],
    ['elsewhere too is more than he may see who reads roles here', { reads: plantA.id }, withElsewhere, 'less'],
    ['elsewhere too is more than the helpdesk may see', { helpdesk: true }, withElsewhere, 'less'],
    ['elsewhere too is not shown to who has no right', {}, withElsewhere, 'no'],
    [
      'elsewhere too is not shown where Azure does not say',
      { helpdesk: true, reads: 'unread' },
      withElsewhere,
      'unknown',
    ],
    ['elsewhere too is not shown where it is of no identity', {}, { readAt: 'subscription' }, 'no'],

    ['and of another of its name is shown to whoever may read it', { reads: plantA.id }, withOthers, 'yes'],
    ['and of another of its name is more than an owner may see', { owns: true }, withOthers, 'less'],
  ];
  for (const [what, asker, of, right] of rows) {
    it(what, async () => {
      assert.equal((await mayStillSee(asker, of)).right, right);
    });
  }

  it('is one’s own', async () => {
    const own = { principal: { kind: 'user', ...adele, self: true }, readAt: 'subscription' } as const;
    assert.equal((await mayStillSee({}, own)).right, 'yes');
  });
});
