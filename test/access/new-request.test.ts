import assert from 'node:assert/strict';
import { newRequest, type RequestedAccess } from '../../src/access/new-request.ts';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, OWNER } from '../../src/rbac/roles.ts';
import { alex, at, instance, start } from './requests.ts';

const asked: RequestedAccess = {
  tenantId: 'c0470000-0000-4000-8000-000000000000',
  id: 'req-1',
  requester: alex,
  subject: { ...alex, type: 'User' },
  instance,
  roleId: ADT_DATA_READER.id,
  reason: '  Reading the twins of line 4 ',
  durationMinutes: 480,
  correlationId: 'corr-1',
};

const app = { ...asked.subject, displayName: 'Twin Sync', type: 'ServicePrincipal' } as const;
const ask = (more: Partial<RequestedAccess> = {}) => newRequest({ ...asked, ...more }, start, DEFAULT_POLICY, 'bot');

describe('a new access request', () => {
  it('is pending at version 1, with the work that starts it', () => {
    assert.deepEqual(ask(), {
      next: {
        tenantId: asked.tenantId,
        id: 'req-1',
        version: 1,
        requester: alex,
        subject: asked.subject,
        instance,
        role: ADT_DATA_READER,
        durationMinutes: 480,
        asked: { role: ADT_DATA_READER, durationMinutes: 480 },
        reason: 'Reading the twins of line 4',
        correlationId: 'corr-1',
        writer: 'bot',
        createdAt: at(0),
        approvers: [],
        wakeAt: at(1440),
        status: { state: 'pending', lapsesAt: at(1440), approversFound: false },
      },
      work: [{ kind: 'find-approvers' }, { kind: 'deliver' }, { kind: 'wake', at: at(1440) }],
    });
  });

  const accepted: [name: string, asked: Partial<RequestedAccess>][] = [
    ['for good', { durationMinutes: null }],
    ['for Data Owner, its GUID in capitals', { roleId: ADT_DATA_OWNER.id.toUpperCase() }],
    ['for an app', { subject: app }],
    ['with the shortest reason', { reason: 'fix' }],
    ['with the longest reason', { reason: 'x'.repeat(500) }],
    ['on an instance id in lower case', { instance: { ...instance, id: instance.id.toLowerCase() } }],
  ];
  for (const [name, more] of accepted) it(`is taken ${name}`, () => assert.ok('next' in ask(more)));

  const on = (id: string) => ({ instance: { ...instance, id } });
  const refused: [name: string, asked: Partial<RequestedAccess>][] = [
    ['without a reason', { reason: '  ' }],
    ['with a reason of two characters', { reason: ' ok ' }],
    ['with a reason of 501 characters', { reason: 'x'.repeat(501) }],
    ['for a role that is not on the list', { roleId: OWNER.id }],
    ['for a duration that is not offered', { durationMinutes: 481 }],
    ['on the tenant root', on('/')],
    ['on a subscription', on('/subscriptions/11111111-1111-4111-8111-111111111111')],
    ['on a resource group', on(instance.id.slice(0, instance.id.indexOf('/providers')))],
    ['on something inside an instance', on(`${instance.id}/endpoints/hub`)],
    ['on another kind of resource', on(instance.id.replace('DigitalTwins', 'Storage'))],
    ['on a path that climbs', on(instance.id.replace('rg-plants', 'a/../b'))],
    ['on a path with a group of dots', on(instance.id.replace('rg-plants', '..'))],
    ['on an id with a query', on(`${instance.id}?x=1`)],
    ['on an id with a line after it', on(`${instance.id}\n`)],
  ];
  for (const [name, more] of refused)
    it(`is refused ${name}`, () => {
      const decision = ask(more);
      assert.equal('refused' in decision && decision.refused, 'invalid');
    });
});
