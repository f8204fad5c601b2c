import assert from 'node:assert/strict';
import { isAtOrAbove, sameScope } from '../../src/rbac/scopes.ts';

const subscription = '/subscriptions/11111111-1111-1111-1111-111111111111';
const group = `${subscription}/resourceGroups/rg1`;
const instance = `${group}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant-a`;
const managementGroup = '/providers/Microsoft.Management/managementGroups/Factory';

describe('a scope', () => {
  it('reaches itself and everything below', () => {
    for (const scope of ['/', subscription, group, instance]) assert.equal(isAtOrAbove(scope, instance), true, scope);
    assert.equal(isAtOrAbove('/', '/'), true);
  });

  it('reaches nothing above or beside it', () => {
    assert.equal(isAtOrAbove(instance, group), false);
    assert.equal(isAtOrAbove(group, '/'), false);
    assert.equal(isAtOrAbove(instance, instance.replace('plant-a', 'plant-b')), false);
  });

  it('ends at a slash: rg1 is not above rg10', () => {
    assert.equal(isAtOrAbove(group, `${subscription}/resourceGroups/rg10`), false);
    assert.equal(isAtOrAbove(group, instance.replace('rg1', 'rg10')), false);
  });

  it('is compared without case and without a trailing slash', () => {
    assert.equal(isAtOrAbove(`${group.toUpperCase()}/`, instance), true);
    assert.equal(isAtOrAbove(group, `${instance.toLowerCase()}/`), true);
    assert.equal(sameScope(`${group}/`, group.toUpperCase()), true);
    assert.equal(sameScope(group, instance), false);
  });

  it('that is empty is not the tenant root', () => {
    assert.equal(isAtOrAbove('', instance), false);
    assert.equal(isAtOrAbove('/', ''), false);
  });
});

describe('a management group', () => {
  it('counts as above where the groups above are not given', () => {
    assert.equal(isAtOrAbove(managementGroup, instance), true);
    assert.equal(isAtOrAbove(`${managementGroup}/`, subscription), true);
  });

  it('is above exactly what lies under it where the groups above are given', () => {
    assert.equal(isAtOrAbove(managementGroup, instance, new Set(['factory'])), true);
    assert.equal(isAtOrAbove(managementGroup, instance, new Set(['office'])), false);
    assert.equal(isAtOrAbove(managementGroup, managementGroup, new Set()), true);
  });

  it('is below the tenant root and never above it', () => {
    assert.equal(isAtOrAbove('/', managementGroup), true);
    assert.equal(isAtOrAbove(managementGroup, '/'), false);
  });
});
