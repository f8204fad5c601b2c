/** What an instance's data plane holds, seeded from the tenant file. */
import { createHash } from 'node:crypto';
import type { InstanceContent } from '../records.ts';

type Json = Record<string, unknown>;

const SEEDED_AT = '2024-03-05T09:00:00.0000000Z';

export function seedContent(seed: { models: Json[]; twins: Json[]; relationships: Json[] }): InstanceContent {
  const content: InstanceContent = {
    models: new Map(),
    twins: new Map(),
    relationships: seed.relationships.map((one) => ({ $etag: etagOf(one), ...one })),
    eventRoutes: new Map(),
    importJobs: new Map(),
  };
  for (const model of seed.models) {
    const id = String(model['@id']);
    content.models.set(id, { id, model, uploadTime: SEEDED_AT, decommissioned: false });
  }
  for (const twin of seed.twins) content.twins.set(String(twin.$dtId), { $etag: etagOf(twin), ...twin });
  return content;
}

/** A weak etag in the service's form: W/"…". */
export function etagOf(value: unknown): string {
  const hex = createHash('sha256').update(JSON.stringify(value)).digest('hex');
  return `W/"${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}"`;
}
