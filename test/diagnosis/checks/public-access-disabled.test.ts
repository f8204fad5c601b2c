import assert from 'node:assert/strict';
import { publicAccessDisabled } from '../../../src/diagnosis/checks/public-access-disabled.ts';
import { known, plantA, situation, unknown } from '../../support/situation.ts';
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

describe('a closed public network', () => {
  verdicts(publicAccessDisabled, rows);

  const finding = (...statuses: string[]) => {
    const privateEndpoints = statuses.map((status, at) => ({ name: `pe-${at + 1}`, status }));
    const found = { ...plantA, publicNetworkAccess: 'Disabled' as const, privateEndpoints };
    return publicAccessDisabled(situation({ instance: known({ found, candidates: [] }) }, { body: 'present' }));
  };

  it('sends nobody to a private endpoint that is not there or not connected', () => {
    assert.deepEqual(finding('Approved')?.remedy?.steps, [
      'Call from inside the virtual network that has the private endpoint, or enable public access under Networking.',
    ]);
    assert.deepEqual(finding()?.remedy?.steps, [
      'Enable public access under Networking, or add a private endpoint there and call from its network.',
    ]);
    assert.deepEqual(finding('Pending')?.remedy?.steps, [
      'Once the private endpoint is connected, call from its network. Or enable public access under Networking.',
    ]);
  });

  it('adds only what is new beside a private endpoint that is not connected', () => {
    assert.equal(
      finding('Pending')?.why,
      'Public network access is disabled, so there is no way round the private endpoint.',
    );
  });
});
