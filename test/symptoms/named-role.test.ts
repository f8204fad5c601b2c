import assert from 'node:assert/strict';
import { readSymptoms } from '../../src/symptoms/read-symptoms.ts';

describe('who asks for a data role by its name', () => {
  const wants = (text: string) => {
    const { kind, operation, access } = readSymptoms(text);
    return [kind, operation, access];
  };

  for (const text of [
    'I need Data Reader on plant-a',
    'could you give me Reader on plant-b?',
    'please assign me the Azure Digital Twins Data Reader role',
    'ich brauche Data Reader auf plant-a',
  ]) {
    it(`wants to read: ${text}`, () => assert.deepEqual(wants(text), ['access-request', 'read', 'read']));
  }

  for (const text of ['give me data owner on plant-a', 'I need the ADT owner role for plant-a']) {
    it(`wants to change something: ${text}`, () => assert.deepEqual(wants(text), ['access-request', 'write', 'write']));
  }

  it('wants what he says he does, whatever the role', () => {
    assert.deepEqual(wants('I need Data Reader on plant-a to query twins'), ['access-request', 'query', 'read']);
  });

  it('tells nothing by two roles, or by no data role', () => {
    for (const text of ['please upgrade me from Data Reader to Data Owner on plant-a', 'I need access to plant-a']) {
      assert.deepEqual(wants(text), ['access-request', undefined, undefined]);
    }
  });
});

describe('a refusal that is said not to be of Azure Digital Twins', () => {
  it('is of the service that is named', () => {
    const { kind, service } = readSymptoms('it is a storage 403 by the way, not ADT');
    assert.deepEqual([kind, service], ['other-service', 'storage']);
  });

  it('is of Azure Digital Twins where something of that is meant', () => {
    const { service } = readSymptoms('the 403 is not ADT Explorer, it is my own code against ADT');
    assert.equal(service, 'digital-twins');
  });
});
