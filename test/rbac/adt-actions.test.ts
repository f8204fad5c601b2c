import assert from 'node:assert/strict';
import { type AdtOperation, leastDataRole, neededActions } from '../../src/rbac/adt-actions.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { matchesAction } from '../../src/rbac/wildcards.ts';

const operations: AdtOperation[] = ['read', 'query', 'write', 'delete', 'models', 'event-routes', 'jobs'];

/** As published for the built-in roles. */
const readerActions = [
  'digitaltwins/read',
  'digitaltwins/relationships/read',
  'eventroutes/read',
  'jobs/import/read',
  'jobs/imports/read',
  'jobs/deletions/read',
  'models/read',
  'query/action',
].map((action) => `Microsoft.DigitalTwins/${action}`);
const ownerActions = ['digitaltwins', 'eventroutes', 'jobs', 'models', 'query'].map(
  (type) => `Microsoft.DigitalTwins/${type}/*`,
);

const covered = (patterns: string[], operation: AdtOperation) =>
  neededActions(operation).dataActions.every((action) => patterns.some((pattern) => matchesAction(pattern, action)));

describe('the least data role of an operation', () => {
  for (const operation of operations)
    it(`covers ${operation}, and is Reader wherever Reader is enough`, () => {
      const least = covered(readerActions, operation) ? ADT_DATA_READER : ADT_DATA_OWNER;
      assert.equal(covered(ownerActions, operation), true);
      assert.equal(leastDataRole(operation), least);
    });

  it('is Data Owner where the operation is not known', () => assert.equal(leastDataRole(), ADT_DATA_OWNER));

  it('is none for the control plane', () => assert.equal(leastDataRole('control-plane'), undefined));
});

describe('the data actions of an operation', () => {
  for (const operation of ['models', 'event-routes', 'jobs'] as const) {
    it(`of ${operation} that were only looked at are reads, which Data Reader covers`, () => {
      const { dataActions, inferred } = neededActions(operation, 'read');
      assert.ok(dataActions.every((action) => readerActions.includes(action)));
      assert.equal(inferred, false);
      assert.equal(leastDataRole(operation, 'read'), ADT_DATA_READER);
      assert.equal(leastDataRole(operation, 'write'), ADT_DATA_OWNER);
    });
  }

  it('of a query are the same however it is called', () => {
    assert.deepEqual(neededActions('query', 'read'), neededActions('query'));
    assert.equal(leastDataRole(undefined, 'read'), ADT_DATA_OWNER);
  });

  it('are none for the control plane', () => assert.deepEqual(neededActions('control-plane').dataActions, []));

  it('are the least and marked inferred where the operation is not known', () => {
    assert.deepEqual(neededActions(), { dataActions: ['Microsoft.DigitalTwins/digitaltwins/read'], inferred: true });
    assert.equal(neededActions('read').inferred, false);
  });

  it('of a query is an action, which a role with only reads does not cover', () => {
    assert.equal(covered(['Microsoft.DigitalTwins/*/read'], 'query'), false);
  });
});
