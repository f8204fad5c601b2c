import { randomUUID } from 'node:crypto';
import type { AccessRequest } from '../../src/access/access-request.ts';
import type { HistoryEntry } from '../../src/access/store.ts';

export const alex = { objectId: 'a1e00000-0000-0000-0000-000000000001', displayName: 'Alex Wilber' };
export const megan = { objectId: 'a1e00000-0000-0000-0000-000000000002', displayName: 'Megan Bowen' };

/** A new request, as it is stored first. */
export function requestOfAlex(tenantId: string, id: string = randomUUID()): AccessRequest {
  const role = { id: 'd57506d4-4c8d-48b1-8587-93c323f6a5a3', name: 'Azure Digital Twins Data Reader' };
  return {
    tenantId,
    id,
    version: 1,
    requester: alex,
    subject: { ...alex, type: 'User' },
    instance: {
      id: '/subscriptions/s/resourceGroups/plants/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant-a',
      name: 'plant-a',
      hostName: 'plant-a.api.weu.digitaltwins.azure.net',
    },
    role,
    durationMinutes: 480,
    asked: { role, durationMinutes: 480 },
    reason: 'Uploading the models of line 4 – "żółw" & 東京',
    correlationId: 'c0440000-0000-4000-8000-000000000001',
    writer: 'bot',
    createdAt: '2026-03-02T09:00:00.000Z',
    approvers: [],
    status: { state: 'pending', lapsesAt: '2026-03-03T09:00:00.000Z', approversFound: false },
  };
}

/** The first line of its history. */
export function birthOf({ tenantId, id, createdAt, requester, reason, correlationId }: AccessRequest): HistoryEntry {
  return {
    tenantId,
    requestId: id,
    version: 1,
    at: createdAt,
    what: 'request',
    by: requester,
    from: { kind: 'personal', conversationId: 'a:alex' },
    correlationId,
    detail: reason,
  };
}
