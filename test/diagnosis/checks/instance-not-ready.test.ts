import assert from 'node:assert/strict';
import { instanceNotReady } from '../../../src/diagnosis/checks/instance-not-ready.ts';
import { known, plantA, situation, unknown } from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const inState = (provisioningState: string) => ({
  instance: known({ found: { ...plantA, provisioningState }, candidates: [] }),
});

const rows: Row[] = [
  ['Succeeded', {}, {}, 'ruled-out', 'plant-a is ready.'],
  ['Deleting', inState('Deleting'), {}, 'confirmed', 'Calls fail whatever roles are held.'],
  ['Deleted', inState('Deleted'), {}, 'confirmed', 'Calls fail whatever roles are held.'],
  ['Failed', inState('Failed'), {}, 'confirmed', /^Calls fail until that is repeated with success/],
  ['Suspending', inState('Suspending'), {}, 'confirmed'],
  ['Moving', inState('Moving'), {}, 'confirmed'],
  ['Restoring', inState('Restoring'), {}, 'confirmed'],
  ['Provisioning', inState('Provisioning'), {}, 'confirmed'],
  ['Canceled', inState('Canceled'), {}, 'confirmed'],
  [
    'Updating, in which an instance goes on answering',
    inState('Updating'),
    {},
    'possible',
    'It may refuse calls meanwhile.',
  ],
  ['Warning', inState('Warning'), {}, 'possible'],
  ['a state of a later version', inState('Resting'), {}, 'possible'],
  ['no state in the answer', inState('Unknown'), {}, 'unknown', 'Azure does not say which state plant-a is in.'],
  ['the instance could not be looked up', { instance: unknown('No.') }, {}, 'unknown', 'No.'],
  ['there is no instance', { instance: known({ candidates: [] }) }, {}, undefined],
];

describe('an instance that is not ready', () => {
  verdicts(instanceNotReady, rows);

  const finding = (state: string) => instanceNotReady(situation(inState(state)));
  const titles: [state: string, title: string][] = [
    ['Provisioning', 'plant-a is still being created'],
    ['Updating', 'plant-a is being changed'],
    ['Warning', 'plant-a works with a warning'],
    ['Restoring', 'plant-a is being restored'],
    ['Moving', 'plant-a is being moved'],
    ['Suspending', 'plant-a is being suspended'],
    ['Deleting', 'plant-a is being deleted'],
    ['Deleted', 'plant-a was deleted'],
    ['Failed', 'plant-a could not be created or changed'],
    ['Canceled', 'plant-a is half made: its deployment was cancelled'],
    ['Resting', 'plant-a is in the state Resting'],
  ];
  for (const [state, title] of titles) {
    it(`is told in plain words, with what to do next: ${state}`, () => {
      assert.equal(finding(state)?.title, title);
      assert.equal(finding(state)?.remedy?.steps?.length, 1);
      assert.match(finding(state)?.remedy?.portalUrl ?? '', /plant-a\/overview$/);
    });
  }

  it('is nobody’s to mend where that ends by itself', () => {
    assert.equal(finding('Moving')?.remedy?.who, undefined);
    assert.equal(finding('Deleted')?.remedy?.who, 'An Owner or Contributor of the resource group');
  });
});
