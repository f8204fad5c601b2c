/** Opens the histories alone: no job queue is started, and nothing is written. */
import type { AuditStore } from '../access/store.ts';
import { createAuditStore } from './access-store.ts';
import { type DatabaseOptions, openDatabase } from './database.ts';
import { createTriageAudit, type TriageAudit } from './triage-audit.ts';

export interface OpenAudit extends AuditStore, TriageAudit {
  close(): Promise<void>;
}

/** Throws StoreError where the database cannot be opened: a data folder belongs to one process at a time. */
export async function openAudit(options: DatabaseOptions): Promise<OpenAudit> {
  const { db, close } = await openDatabase(options);
  return { ...createAuditStore(db), ...createTriageAudit(db), close };
}
