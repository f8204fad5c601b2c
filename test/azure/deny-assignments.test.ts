import assert from 'node:assert/strict';
import { ALL_PRINCIPALS } from '../../src/rbac/model.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';

describe('deny assignments', () => {
  let contoso: StartedTenant;
  before(async () => {
    const permissions = [{ dataActions: ['*'], notDataActions: ['*/read'] }];
    contoso = await startSmallTenant({
      groups: [{ name: 'Engineers', members: [] }],
      denyAssignments: [
        {
          name: 'for all',
          scope: 'contoso-dev',
          permissions,
          principals: ['everyone'],
          excludePrincipals: ['Engineers'],
        },
        {
          name: 'at the group',
          scope: 'twins-prod',
          permissions,
          principals: ['Engineers'],
          doNotApplyToChildScopes: true,
        },
        { name: 'at the instance', scope: 'plant-a', permissions, principals: ['alex@contoso.com'] },
      ],
      limits: { pageSize: 2 },
    });
  });
  after(() => contoso.close());

  it('are listed at and above the instance, whomever they name, page by page', async () => {
    const found = await contoso.tenant.denyAssignmentsAt(contoso.instanceId());
    assert.deepEqual(
      found.map(({ name, principals, excludePrincipals, doNotApplyToChildScopes }) => ({
        name,
        principals,
        excludePrincipals,
        doNotApplyToChildScopes,
      })),
      [
        {
          name: 'for all',
          principals: [ALL_PRINCIPALS],
          excludePrincipals: [contoso.idOf('Engineers')],
          doNotApplyToChildScopes: false,
        },
        {
          name: 'at the group',
          principals: [contoso.idOf('Engineers')],
          excludePrincipals: [],
          doNotApplyToChildScopes: true,
        },
        {
          name: 'at the instance',
          principals: [contoso.idOf('alex')],
          excludePrincipals: [],
          doNotApplyToChildScopes: false,
        },
      ],
    );
    assert.deepEqual(found[0]?.permissions, [
      { actions: [], notActions: [], dataActions: ['*'], notDataActions: ['*/read'] },
    ]);
  });

  it('keep a condition, of a block or of the whole, with every block', async () => {
    const condition = '@Resource[x] StringEquals y';
    const of = (properties: object) => ({ id: 'x', name: 'x', properties: { scope: '/', ...properties } });
    const value = [
      of({ permissions: [{ dataActions: ['*'], condition }] }),
      of({ permissions: [{ dataActions: ['*'] }], condition }),
    ];
    const heal = contoso.simulated.inject({ match: { service: 'arm' }, answer: { status: 200, body: { value } } });
    const [ofBlock, ofWhole] = await contoso.tenant.denyAssignmentsAt(contoso.instanceId());
    heal();
    assert.equal(ofBlock?.permissions[0]?.condition, condition);
    assert.equal(ofWhole?.permissions[0]?.condition, condition);
  });
});
