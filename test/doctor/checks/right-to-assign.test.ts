import assert from 'node:assert/strict';
import { rightToAssign } from '../../../src/doctor/checks/right-to-assign.ts';
import type { Finding } from '../../../src/doctor/finding.ts';
import { DELEGATION_CONDITION } from '../../../src/rbac/data-role-delegation.ts';
import { instance, type StartedTenant, startSmallTenant } from '../../support/tenant.ts';
import { deployment, tenantId } from '../deployment.ts';

type Parts = NonNullable<Parameters<typeof startSmallTenant>[0]>;

const role = 'Role Based Access Control Administrator';
const right = { principal: 'ADT Support', role, scope: 'contoso-dev', condition: DELEGATION_CONDITION };
const owner = { principal: 'ADT Support', role: 'Owner', scope: 'contoso-dev' };
const contributor = { principal: 'ADT Support', role: 'Contributor', scope: 'twins-prod' };

const outcomes = (findings: readonly Finding[]) => findings.map(({ outcome }) => outcome);

describe('what the bot may do in Azure', () => {
  const started: StartedTenant[] = [];
  after(() => Promise.all(started.map((tenant) => tenant.close())));

  async function look(
    parts: Parts,
    approvals: 'off' | 'bot-identity',
    edit: (tenant: StartedTenant) => void = () => {},
  ) {
    const tenant = await startSmallTenant(parts);
    started.push(tenant);
    edit(tenant);
    const { appId } = tenant.simulated.bot;
    const token = { objectId: tenant.idOf('ADT Support'), appId, tenantId, roles: [] };
    const asked = deployment({ tenant: tenant.tenant, settings: { approvals, appId }, signIn: async () => token });
    return rightToAssign.run(asked, {});
  }

  describe('with APPROVAL_MODE=bot-identity', () => {
    it('is right with the condition of the manual', async () => {
      const [finding, ...others] = await look({ roleAssignments: [right] }, 'bot-identity');
      assert.deepEqual([finding?.outcome, others], ['ok', []]);
    });

    it('is too little without the right, and the whole command is given', async () => {
      const [finding] = await look({}, 'bot-identity');
      assert.equal(finding?.outcome, 'fault');
      assert.match(finding?.why ?? '', /What an Owner approves there fails/);
      const command = finding?.fix?.commands?.[0] ?? '';
      assert.match(
        command,
        /^az role assignment create --assignee \S+ --role "Role Based Access Control Administrator"/,
      );
      assert.ok(command.includes(`--condition "${DELEGATION_CONDITION}"`));
    });

    it('is too little in the groups that the right does not reach', async () => {
      const findings = await look(
        {
          resourceGroups: [{ name: 'twins-prod' }, { name: 'twins-test' }],
          instances: [instance('plant-a'), instance('plant-b', { resourceGroup: 'twins-test' })],
          roleAssignments: [{ ...right, scope: 'twins-prod' }],
        },
        'bot-identity',
      );
      assert.match(findings[0]?.what ?? '', /both data roles in twins-test\.$/);
    });

    it('is too little where a deny assignment is in the way', async () => {
      const denyAssignments = [
        {
          name: 'Locked',
          scope: 'twins-prod',
          permissions: [{ actions: ['*'], notActions: ['*/read'] }],
          principals: ['everyone'],
        },
      ];
      const findings = await look({ roleAssignments: [right], denyAssignments }, 'bot-identity');
      assert.deepEqual(outcomes(findings), ['fault']);
    });

    it('is too much as Owner, told as one fault that says why the bot does not start', async () => {
      const findings = await look({ roleAssignments: [owner] }, 'bot-identity');
      assert.deepEqual(outcomes(findings), ['fault']);
      assert.match(findings[0]?.why ?? '', /refuses to run as that/);
      assert.match(findings[0]?.fix?.commands?.[0] ?? '', /^az role assignment delete --ids \/subscriptions\//);
    });

    it('is more than needed with another role that writes', async () => {
      const findings = await look({ roleAssignments: [right, contributor] }, 'bot-identity');
      assert.deepEqual(outcomes(findings), ['ok', 'warning']);
      assert.match(findings[1]?.what ?? '', /Contributor at .*twins-prod/);
    });
  });

  describe('with APPROVAL_MODE=off', () => {
    it('is nothing', async () => assert.deepEqual(outcomes(await look({}, 'off')), ['ok']));

    for (const [what, assignment] of [
      ['the right of the other mode', right],
      ['Owner', owner],
      ['Contributor', contributor],
    ] as const) {
      it(`is more than needed with ${what}`, async () => {
        const findings = await look({ roleAssignments: [assignment] }, 'off');
        assert.deepEqual(outcomes(findings), ['warning']);
        assert.deepEqual(findings[0]?.fix?.commands?.length, 1);
      });
    }
  });

  it('is not known while Azure does not answer', async () => {
    const findings = await look({ roleAssignments: [owner] }, 'bot-identity', ({ simulated }) => {
      simulated.inject({ match: { service: 'arm' }, answer: { status: 503 } });
    });
    assert.deepEqual(outcomes(findings), ['unknown']);
  });

  it('is not known where the bot sees no instance', async () => {
    assert.deepEqual(outcomes(await look({ instances: [] }, 'bot-identity')), ['unknown']);
  });
});
