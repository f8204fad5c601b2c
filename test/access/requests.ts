import type { AccessRequest, AccessStatus, Person } from '../../src/access/access-request.ts';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import { nextWakeAt } from '../../src/access/schedule.ts';
import { ADT_DATA_OWNER } from '../../src/rbac/roles.ts';

export const alex: Person = { objectId: 'a1e50000-0000-4000-8000-000000000001', displayName: 'Alex Wilber' };
export const megan: Person = { objectId: '3e9a0000-0000-4000-8000-000000000002', displayName: 'Megan Bowen' };
export const adele: Person = { objectId: 'ade10000-0000-4000-8000-000000000003', displayName: 'Adele Vance' };

export const instance = {
  id: '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-plants/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant-a',
  name: 'plant-a',
  hostName: 'plant-a.api.weu.digitaltwins.azure.net',
};

export const assignmentId = `${instance.id}/providers/Microsoft.Authorization/roleAssignments/0c5c3f0e-0000-4000-8000-000000000001`;

/** When every request here was made. */
export const start = new Date('2025-03-03T08:00:00.000Z');

export function later(minutes: number, seconds = 0): Date {
  return new Date(start.getTime() + minutes * 60_000 + seconds * 1000);
}

export const at = (minutes: number, seconds = 0) => later(minutes, seconds).toISOString();

/** Alex asked for Data Owner on plant-a for 8 hours; whatever came after is `status`, and its wake is queued. */
export function requestIn(status: AccessStatus, more: Partial<AccessRequest> = {}): AccessRequest {
  const request: AccessRequest = {
    tenantId: 'c0470000-0000-4000-8000-000000000000',
    id: 'req-1',
    version: 7,
    requester: alex,
    subject: { ...alex, type: 'User' },
    instance,
    role: ADT_DATA_OWNER,
    durationMinutes: 480,
    asked: { role: ADT_DATA_OWNER, durationMinutes: 480 },
    reason: 'Uploading the models of line 4',
    correlationId: 'corr-1',
    writer: 'bot',
    createdAt: start.toISOString(),
    approvers: [megan],
    status,
    ...more,
  };
  const wakeAt = nextWakeAt(request, DEFAULT_POLICY);
  return wakeAt === undefined ? request : { wakeAt, ...request };
}

export const pending: Extract<AccessStatus, { state: 'pending' }> = {
  state: 'pending',
  lapsesAt: at(1440),
  approversFound: true,
  askedAt: at(0),
};
export const approved: Extract<AccessStatus, { state: 'approved' }> = { state: 'approved', by: megan, at: at(5) };
export const granted: Extract<AccessStatus, { state: 'granted' }> = {
  state: 'granted',
  by: megan,
  at: at(6),
  assignment: { id: assignmentId, outcome: 'created' },
  expiresAt: at(486),
  access: 'checking',
};
export const failed: Extract<AccessStatus, { state: 'failed' }> = {
  state: 'failed',
  by: megan,
  at: at(6),
  failure: { code: 'PrincipalNotFound', message: 'The directory does not know Alex Wilber.' },
};
