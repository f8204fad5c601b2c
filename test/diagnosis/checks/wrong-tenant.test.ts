import assert from 'node:assert/strict';
import { wrongTenant } from '../../../src/diagnosis/checks/wrong-tenant.ts';
import { known, plantA, situation } from '../../support/situation.ts';
import { verdicts } from './verdicts.ts';

describe('a 404 of Azure Digital Twins', () => {
  const hostName = plantA.hostName;
  verdicts(wrongTenant, [
    [
      'sub-domain not found, and the host name is right',
      {},
      { status: 404, body: 'present', instance: { hostName } },
      'confirmed',
      'The host name is right, and still Azure Digital Twins answers 404: it does so when the token comes from another tenant than 35813336-8305-4794-bffe-ff10900fd02b.',
    ],
    [
      'nothing but the status is known',
      {},
      { status: 404, instance: { hostName } },
      'possible',
      /a twin or model that does not exist/,
    ],
    ['the host name was not given', {}, { status: 404, body: 'present' }, 'possible'],
    [
      'the host name is wrong',
      { instance: known({ candidates: [], asked: 'x' }) },
      { status: 404, body: 'present', instance: { hostName: 'x' } },
      'possible',
    ],
    ['a twin is not there', {}, { status: 404, body: 'present', errorCode: 'DigitalTwinNotFound' }, undefined],
    ['it was a 403', {}, {}, undefined],
    [
      'a token of another tenant is in the message',
      {},
      { token: { tenantId: '00000000-1111-4222-8333-444444444444' } },
      'confirmed',
      /was issued by tenant 00000000-1111-4222-8333-444444444444\. plant-a takes only tokens of its own tenant/,
    ],
    ['a token of this tenant is in the message', {}, { token: { tenantId: plantA.tenantId } }, undefined],
  ]);

  it('gives the command that signs in to the right tenant', () => {
    assert.equal(
      wrongTenant(situation({}, { status: 404 }))?.remedy?.command,
      'az login --tenant 35813336-8305-4794-bffe-ff10900fd02b',
    );
  });
});
