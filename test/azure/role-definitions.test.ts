import assert from 'node:assert/strict';
import { cacheRoleDefinitions } from '../../src/azure/role-definitions.ts';
import type { RoleDefinition } from '../../src/rbac/model.ts';
import { ADT_DATA_READER, OWNER } from '../../src/rbac/roles.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';

const plantA = '/subscriptions/dce515b8-f95f-40f8-bd5a-7c201411fbd2/resourceGroups/twins-prod';
const elsewhere = plantA.replace('dce', 'ecd');

type Definitions = ReadonlyMap<string, RoleDefinition>;

const withRoles = (...ids: string[]): Definitions =>
  new Map(ids.map((id) => [id, { id, name: id, type: 'CustomRole', permissions: [] }]));

/** A cache whose reads the test answers itself, and whose clock it turns. */
function cacheWith() {
  const reads: { scope: string; answer: (definitions: Definitions) => void; fail: (error: Error) => void }[] = [];
  const clock = { ms: 0 };
  const read = (scope: string) =>
    new Promise<Definitions>((answer, fail) => {
      reads.push({ scope, answer, fail });
    });
  return { reads, clock, cached: cacheRoleDefinitions(read, () => clock.ms) };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('role definitions that were read', () => {
  it('answer again for 15 minutes, for the whole subscription in any case', async () => {
    const { reads, clock, cached } = cacheWith();
    const first = cached(plantA, {});
    reads[0]?.answer(withRoles('a'));
    const definitions = await first;
    clock.ms = 15 * 60_000 - 1;
    assert.equal(await cached(plantA.toUpperCase(), {}), definitions);
    assert.equal(await cached(plantA.split('/').slice(0, 3).join('/'), {}), definitions);
    assert.equal(reads.length, 1);
    clock.ms += 1;
    cached(plantA, {});
    assert.equal(reads.length, 2);
  });

  it('do not answer for another subscription', () => {
    const { reads, cached } = cacheWith();
    cached(plantA, {});
    cached(elsewhere, {});
    assert.equal(reads.length, 2);
  });

  it('are read once for all who ask meanwhile', async () => {
    const { reads, cached } = cacheWith();
    const all = [cached(plantA, {}), cached(plantA, {}), cached(plantA, { having: ['a'] })];
    reads[0]?.answer(withRoles('a'));
    const [first, ...others] = await Promise.all(all);
    assert.ok(others.every((each) => each === first));
    assert.equal(reads.length, 1);
  });

  it('are read again where one that is needed is absent, once for all who need it', async () => {
    const { reads, cached } = cacheWith();
    const first = cached(plantA, {});
    reads[0]?.answer(withRoles('a'));
    await first;
    const both = [cached(plantA, { having: ['new'] }), cached(plantA, { having: Promise.resolve(['new']) })];
    await soon();
    assert.equal(reads.length, 2);
    reads[1]?.answer(withRoles('a', 'new'));
    for (const definitions of await Promise.all(both)) assert.ok(definitions.has('new'));
    assert.equal((await cached(plantA, { having: ['new', 'a'] })).size, 2);
    assert.equal(reads.length, 2);
  });

  it('are not read again for a role that a read of this very moment does not list', async () => {
    const { reads, cached } = cacheWith();
    const asked = cached(plantA, { having: ['deleted'] });
    reads[0]?.answer(withRoles('a'));
    assert.ok(!(await asked).has('deleted'));
    assert.equal(reads.length, 1);
  });

  it('are read again for a role that is not there once a minute, and at once for another', async () => {
    const { reads, clock, cached } = cacheWith();
    const needed = (...having: string[]) => cached(plantA, { having });
    const first = needed('deleted');
    reads[0]?.answer(withRoles('a'));
    await first;
    clock.ms = 59_999;
    assert.ok(!(await needed('a', 'deleted')).has('deleted'));
    assert.equal(reads.length, 1);
    const another = needed('deleted', 'new');
    await soon();
    reads[1]?.answer(withRoles('a', 'new'));
    assert.ok((await another).has('new'));
    clock.ms += 59_999;
    await needed('deleted', 'new');
    assert.equal(reads.length, 2);
    clock.ms += 1;
    const later = needed('deleted');
    await soon();
    reads[2]?.answer(withRoles('a', 'new', 'deleted'));
    assert.ok((await later).has('deleted'));
  });

  it('are read once for all who need a role that is not there', async () => {
    const { reads, clock, cached } = cacheWith();
    const first = cached(plantA, {});
    reads[0]?.answer(withRoles('a'));
    await first;
    const all = Array.from({ length: 100 }, () => cached(plantA, { having: Promise.resolve(['deleted']) }));
    await soon();
    reads[1]?.answer(withRoles('a'));
    assert.equal(new Set(await Promise.all(all)).size, 1);
    assert.equal(reads.length, 2);
    clock.ms = 1_000;
    await cached(plantA, { having: ['deleted'] });
    assert.equal(reads.length, 2);
  });

  it('are awaited beside what tells which of them are needed', async () => {
    const { reads, cached } = cacheWith();
    let tell: (ids: string[]) => void = () => {};
    const asked = cached(plantA, {
      having: new Promise((resolve) => {
        tell = resolve;
      }),
    });
    assert.equal(reads.length, 1, 'the read does not wait');
    reads[0]?.answer(withRoles('a'));
    tell(['a']);
    assert.ok((await asked).has('a'));
  });

  it('are not remembered where the read failed', async () => {
    const { reads, cached } = cacheWith();
    const asked = cached(plantA, {});
    reads[0]?.fail(new Error('no'));
    await assert.rejects(asked, /no/);
    const again = cached(plantA, {});
    reads[1]?.answer(withRoles('a'));
    assert.equal((await again).size, 1);
  });

  it('are read anew for one caller where another’s read, which it waited for, fails', async () => {
    const { reads, cached } = cacheWith();
    const impatient = cached(plantA, {});
    const patient = cached(plantA, {});
    reads[0]?.fail(new Error('no time left'));
    await assert.rejects(impatient, /no time left/);
    await soon();
    reads[1]?.answer(withRoles('a'));
    assert.equal((await patient).size, 1);
  });

  it('leave the failure of what tells which are needed to who told it', async () => {
    const { reads, cached } = cacheWith();
    const asked = cached(plantA, { having: Promise.reject(new Error('assignments')) });
    reads[0]?.answer(withRoles('a'));
    assert.equal((await asked).size, 1);
    await assert.rejects(cached(plantA, { having: Promise.reject(new Error('assignments')) }), /assignments/);
  });
});

describe('role definitions in Azure', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant({
      customRoles: [
        {
          name: 'Twin Looker',
          assignableScopes: ['contoso-dev'],
          permissions: [{ dataActions: ['Microsoft.DigitalTwins/digitaltwins/read'] }],
        },
      ],
      limits: { pageSize: 2 },
    });
  });
  after(() => contoso.close());

  it('are read whole, page by page, built-in and custom ones, by GUID', async () => {
    const definitions = await contoso.tenant.roleDefinitions(contoso.instanceId());
    assert.equal(definitions.size, contoso.state.roleDefinitions.length);
    assert.equal(definitions.get(OWNER.id)?.name, 'Owner');
    assert.ok(
      definitions.get(ADT_DATA_READER.id)?.permissions[0]?.dataActions.includes('Microsoft.DigitalTwins/query/action'),
    );
    const custom = definitions.get(contoso.roleId('Twin Looker'));
    assert.deepEqual(custom, {
      id: contoso.roleId('Twin Looker'),
      name: 'Twin Looker',
      type: 'CustomRole',
      permissions: [
        { actions: [], notActions: [], dataActions: ['Microsoft.DigitalTwins/digitaltwins/read'], notDataActions: [] },
      ],
    });
  });
});
