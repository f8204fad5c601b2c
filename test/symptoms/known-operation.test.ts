import assert from 'node:assert/strict';
import { withKnownOperation } from '../../src/symptoms/known-operation.ts';
import { readSymptoms } from '../../src/symptoms/read-symptoms.ts';

describe('what is known of a trouble', () => {
  const last = readSymptoms('I get 403 on plant-a when I query twins');
  const then = (text: string) => {
    const { instance, operation, access } = withKnownOperation(readSymptoms(text), last);
    return [instance?.name, operation, access];
  };

  it('is what was tried, also for who asks for access to it', () => {
    assert.deepEqual(then('please give me access to plant-a'), ['plant-a', 'query', 'read']);
    assert.deepEqual(then('I need access please'), ['plant-a', 'query', 'read']);
    assert.deepEqual(then('I get 403 on ADT plant-a'), ['plant-a', 'query', 'read']);
  });

  it('is what is said later, where that names something', () => {
    assert.deepEqual(then('please give me access to plant-a to upload models'), ['plant-a', 'models', 'write']);
    assert.deepEqual(then('I need Data Owner'), ['plant-a', 'write', 'write']);
  });

  it('is nothing of another instance, another caller or a place that was not told', () => {
    assert.deepEqual(then('please give me access to plant-b'), ['plant-b', undefined, undefined]);
    assert.deepEqual(then('please give megan@contoso.com access to plant-a'), ['plant-a', undefined, undefined]);
    assert.deepEqual(then('I get 403 on ADT'), [undefined, undefined, undefined]);
    assert.deepEqual(then('and now my docker pull gives 403 from the registry'), [undefined, undefined, undefined]);
  });
});
