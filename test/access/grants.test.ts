import assert from 'node:assert/strict';
import { assignmentName, isOwnAssignment } from '../../src/access/grants.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { alex, instance, megan } from './requests.ts';

describe('the name of a role assignment', () => {
  const name = assignmentName(instance.id, alex.objectId, ADT_DATA_OWNER.id);

  it('is a version 5 UUID', () => {
    assert.match(name, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('never changes, since assignments made earlier bear it', () => {
    assert.equal(name, 'aafe486f-e551-51df-ab17-262cfce9a3e2');
  });

  it('is the same whatever the case', () => {
    assert.equal(assignmentName(instance.id.toUpperCase(), alex.objectId.toUpperCase(), ADT_DATA_OWNER.id), name);
  });

  it('differs by scope, principal and role', () => {
    const names = [
      name,
      assignmentName(`${instance.id}2`, alex.objectId, ADT_DATA_OWNER.id),
      assignmentName(instance.id, megan.objectId, ADT_DATA_OWNER.id),
      assignmentName(instance.id, alex.objectId, ADT_DATA_READER.id),
    ];
    assert.equal(new Set(names).size, names.length);
  });

  it('tells its own assignment from one that somebody else made', () => {
    const own = `${instance.id}/providers/Microsoft.Authorization/roleAssignments/${name.toUpperCase()}`;
    assert.equal(isOwnAssignment(own, instance.id, alex.objectId, ADT_DATA_OWNER.id), true);
    assert.equal(isOwnAssignment(own, instance.id, megan.objectId, ADT_DATA_OWNER.id), false);
  });
});
