/** Opens everything that is kept: the repositories and the job queue, on one database. */
import type { ConversationStore, DeliveryStore } from '../access/delivery.ts';
import type { AccessStore } from '../access/store.ts';
import type { SignInLinkStore } from '../auth/sign-in-links.ts';
import type { DiagnosisStore } from '../diagnosis/record.ts';
import { type Queue, type QueueLog, startQueue } from '../jobs/queue.ts';
import type { RetentionStore } from '../triage/retain.ts';
import type { TriageStore } from '../triage/store.ts';
import { createAccessStore } from './access-store.ts';
import { createConversationStore } from './conversation-store.ts';
import { type DatabaseOptions, openDatabase } from './database.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createDiagnosisStore } from './diagnosis-store.ts';
import { createRetentionStore } from './retention-store.ts';
import { createSignInLinkStore } from './sign-in-link-store.ts';
import { createTriageStore } from './triage-store.ts';

export interface Store {
  access: AccessStore;
  conversations: ConversationStore;
  deliveries: DeliveryStore;
  diagnoses: DiagnosisStore;
  signInLinks: SignInLinkStore;
  triage: TriageStore;
  retention: RetentionStore;
  queue: Queue;
  /** Whether the database answers. */
  isReady(): Promise<boolean>;
  /** Stops the queue (waits up to ten seconds for running jobs) and closes the database. */
  close(): Promise<void>;
}

/** Throws StoreError where the database cannot be opened. No job runs before `queue.work`. */
export async function openStore(options: DatabaseOptions, { log }: { log: QueueLog }): Promise<Store> {
  const database = await openDatabase(options);
  const { db } = database;
  try {
    const queue = await startQueue(database.queue, { log });
    return {
      access: createAccessStore(db, queue.enqueue),
      conversations: createConversationStore(db, queue.enqueue),
      deliveries: createDeliveryStore(db, queue.enqueue),
      diagnoses: createDiagnosisStore(db, queue.enqueue),
      signInLinks: createSignInLinkStore(db),
      triage: createTriageStore(db, queue.enqueue),
      retention: createRetentionStore(db, queue.enqueue, database.tidy),
      queue,
      isReady: () =>
        db.execute('select 1').then(
          () => true,
          () => false,
        ),
      async close() {
        await queue.stop();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
