import { instanceNotReady } from '../../../src/diagnosis/checks/instance-not-ready.ts';
import { known, plantA, unknown } from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const inState = (provisioningState: string) => ({
  instance: known({ found: { ...plantA, provisioningState }, candidates: [] }),
});

const rows: Row[] = [
  ['Succeeded', {}, {}, 'ruled-out', 'plant-a is ready.'],
  [
    'Deleting',
    inState('Deleting'),
    {},
    'confirmed',
    'plant-a is being deleted. Until it is ready, calls fail whatever roles are held.',
  ],
  ['Deleted', inState('Deleted'), {}, 'confirmed', /^plant-a was deleted\./],
  ['Failed', inState('Failed'), {}, 'confirmed', /^plant-a could not be created or changed\./],
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
    'plant-a is being changed. It may refuse calls until that is over.',
  ],
  ['Warning', inState('Warning'), {}, 'possible'],
  ['a state of a later version', inState('Resting'), {}, 'possible', /^plant-a is in the state Resting\./],
  ['no state in the answer', inState('Unknown'), {}, 'unknown', 'Azure does not say which state plant-a is in.'],
  ['the instance could not be looked up', { instance: unknown('No.') }, {}, 'unknown', 'No.'],
  ['there is no instance', { instance: known({ candidates: [] }) }, {}, undefined],
];

describe('an instance that is not ready', () => verdicts(instanceNotReady, rows));
