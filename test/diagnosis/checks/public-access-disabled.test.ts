import { publicAccessDisabled } from '../../../src/diagnosis/checks/public-access-disabled.ts';
import { known, plantA, unknown } from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const closed = {
  instance: known({ found: { ...plantA, publicNetworkAccess: 'Disabled' as const }, candidates: [] }),
};
const any =
  'Public network access is disabled: calls from outside the private network get 403 whatever roles are held.';

const rows: Row[] = [
  ['closed, and the 403 had a body', closed, { body: 'present' }, 'confirmed', any],
  ['closed, and nothing is known of the body', closed, {}, 'possible', any],
  ['closed, and the body is of another status', closed, { status: 401, body: 'present' }, 'possible'],
  [
    'closed, and the body was empty',
    closed,
    { body: 'empty' },
    'possible',
    'Public network access is disabled, but this 403 had an empty body, which points to roles.',
  ],
  ['open', {}, { body: 'present' }, 'ruled-out', 'Public network access is enabled.'],
  ['the instance could not be looked up', { instance: unknown('No.') }, {}, 'unknown', 'No.'],
  ['there is no instance', { instance: known({ candidates: [] }) }, {}, undefined],
];

describe('a closed public network', () => verdicts(publicAccessDisabled, rows));
