import assert from 'node:assert/strict';
import { privateEndpoint } from '../../../src/diagnosis/checks/private-endpoint.ts';
import type { Instance } from '../../../src/tenant.ts';
import { known, plantA, situation, unknown } from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const endpoints = (statuses: string[], publicNetworkAccess: Instance['publicNetworkAccess'] = 'Enabled') => {
  const privateEndpoints = statuses.map((status, at) => ({ name: `pe-${at + 1}`, status }));
  return { instance: known({ found: { ...plantA, publicNetworkAccess, privateEndpoints }, candidates: [] }) };
};

const rows: Row[] = [
  ['there is none', {}, {}, undefined],
  [
    'all are approved',
    endpoints(['Approved', 'Approved'], 'Disabled'),
    {},
    'ruled-out',
    'Every private endpoint is approved.',
  ],
  [
    'the only one is pending, and the public network is closed',
    endpoints(['Pending'], 'Disabled'),
    { body: 'present' },
    'confirmed',
    'pe-1 is pending, so no call passes through it. The public network is closed too, so no call reaches the instance.',
  ],
  [
    'two are lost, and the public network is closed',
    endpoints(['Rejected', 'Disconnected'], 'Disabled'),
    {},
    'confirmed',
    /^pe-1 is rejected and pe-2 is disconnected, so no call passes through them\./,
  ],
  [
    'the public network is closed, and another one is approved',
    endpoints(['Approved', 'Pending'], 'Disabled'),
    { body: 'present' },
    'possible',
    'pe-2 is pending, so no call passes through it. Only calls through another private endpoint are let in.',
  ],
  [
    'the answer had an empty body',
    endpoints(['Pending'], 'Disabled'),
    { body: 'empty' },
    'possible',
    'pe-1 is pending, so no call passes through it. But this 403 had an empty body, so the call came through all the same.',
  ],
  [
    'one is pending, and the public network is open',
    endpoints(['Pending']),
    {},
    'possible',
    'pe-1 is pending, so no call passes through it. Calls over the public network are not affected.',
  ],
  ['the instance could not be looked up', { instance: unknown('No.') }, {}, 'unknown', 'No.'],
  ['there is no instance', { instance: known({ candidates: [] }) }, {}, undefined],
];

describe('a private endpoint', () => {
  verdicts(privateEndpoint, rows);

  const remedyOf = (...statuses: string[]) => privateEndpoint(situation(endpoints(statuses)))?.remedy;

  it('that is pending can be approved by a command', () => {
    assert.equal(
      remedyOf('Pending')?.command,
      'az dt network private-endpoint connection set --dt-name plant-a --cn pe-1 --status Approved',
    );
    assert.deepEqual(remedyOf('Pending')?.steps, [
      'Approve pe-1 with this command, or under Networking → Private endpoint connections.',
    ]);
  });

  it('that was rejected or cut has to be made anew', () => {
    assert.equal(remedyOf('Rejected')?.command, undefined);
    assert.deepEqual(remedyOf('Disconnected')?.steps, [
      'Delete pe-1 under Networking → Private endpoint connections, and create it anew.',
    ]);
  });

  it('beside another one that is pending is approved in the portal, since a command approves only one', () => {
    assert.equal(remedyOf('Pending', 'Pending')?.command, undefined);
    assert.deepEqual(remedyOf('Pending', 'Pending')?.steps, [
      'Approve pe-1 and pe-2 under Networking → Private endpoint connections.',
    ]);
  });

  it('of a name that a shell would read gets no command', () => {
    const privateEndpoints = [{ name: 'pe-1; rm -rf ~', status: 'Pending' }];
    const odd = { instance: known({ found: { ...plantA, privateEndpoints }, candidates: [] }) };
    assert.equal(privateEndpoint(situation(odd))?.remedy?.command, undefined);
  });
});
