import type { TriageStore } from '../triage/store.ts';
import { type Announced, type AnnouncedEvent, announcementOf } from './announcement.ts';
import { post } from './post.ts';
import { sign } from './sign.ts';

/** Where a ticket system takes messages, and the secret that it knows them by. */
export interface TicketWebhook {
  url: string;
  /** 'whsec_' and a key in Base64. */
  secret: string;
}

export interface AnnounceDependencies {
  /** Absent: nothing is announced, and what was to be is done with. */
  webhook?: TicketWebhook | undefined;
  store: Pick<TriageStore, 'case' | 'incident'>;
  boardUrl?: string | undefined;
  fetch: typeof globalThis.fetch;
  now: () => Date;
  log: { warn(fields: object, message: string): void };
}

export interface AnnounceJob {
  tenantId: string;
  subject: { kind: 'case' | 'incident'; id: string };
  version: number;
  event: AnnouncedEvent;
}

/**
 * Tells the ticket system what became of a case or an incident, as it stands by now. What the system refuses for good is
 * logged and left. Throws NotTakenError where the queue should try again.
 */
export function createAnnounce({
  webhook,
  store,
  boardUrl,
  fetch,
  now,
  log,
}: AnnounceDependencies): (job: AnnounceJob, run: { signal: AbortSignal }) => Promise<void> {
  async function read({ tenantId, subject: { kind, id } }: AnnounceJob): Promise<Announced | undefined> {
    if (kind === 'case') {
      const subject = await store.case(tenantId, id);
      return subject && { kind, subject };
    }
    const subject = await store.incident(tenantId, id);
    return subject && { kind, subject };
  }

  return async function announce(job, { signal }) {
    if (webhook === undefined) return;
    const announced = await read(job);
    if (announced === undefined) return;
    const at = now();
    const body = JSON.stringify(announcementOf(job.event, announced, { at, boardUrl }));
    const headers = sign({ id: messageId(job), body, at }, webhook.secret);
    const posted = await post(webhook.url, { headers, body }, { fetch, now, signal });
    if (posted.outcome === 'taken') return;
    const { event, subject } = job;
    log.warn(
      { event, subject: subject.id, status: posted.status },
      'the ticket system refused it, and is not asked again',
    );
  };
}

/** The same at every attempt. No dots: they part what is signed. */
function messageId({ subject, version, event }: AnnounceJob): string {
  return `${subject.id}-${version}-${event.replace('.', '-')}`;
}
