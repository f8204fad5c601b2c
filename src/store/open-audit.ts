/** Opens the history alone: no job queue is started, and nothing is written. */
import type { AuditStore } from '../access/store.ts';
import { createAuditStore } from './access-store.ts';
import { type DatabaseOptions, openDatabase } from './database.ts';

export interface OpenAudit extends AuditStore {
  close(): Promise<void>;
}

/** Throws StoreError where the database cannot be opened: a data folder belongs to one process at a time. */
export async function openAudit(options: DatabaseOptions): Promise<OpenAudit> {
  const { db, close } = await openDatabase(options);
  return { ...createAuditStore(db), close };
}
