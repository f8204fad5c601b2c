/** What the lines of every history have in common, as columns. */
import type { HistoryEntry, Place } from '../access/store.ts';

/** A line of a history, whatever happened to whatever it tells of. */
export type Happened = Pick<HistoryEntry, 'version' | 'at' | 'by' | 'from' | 'correlationId' | 'detail'>;

export interface HappenedRow {
  version: number;
  at: Date;
  byObjectId: string | null;
  byName: string | null;
  fromKind: Place['kind'];
  fromConversationId: string | null;
  correlationId: string;
  detail: string | null;
}

export function toHappenedRow({ version, at, by, from, correlationId, detail }: Happened): HappenedRow {
  return {
    version,
    at: new Date(at),
    byObjectId: by?.objectId ?? null,
    byName: by?.displayName ?? null,
    fromKind: from.kind,
    fromConversationId: 'conversationId' in from ? from.conversationId : null,
    correlationId,
    detail: detail ?? null,
  };
}

export function fromHappenedRow(row: HappenedRow): Happened {
  return {
    version: row.version,
    at: row.at.toISOString(),
    ...(row.byObjectId === null ? {} : { by: { objectId: row.byObjectId, displayName: row.byName ?? '' } }),
    from: placeOf(row),
    correlationId: row.correlationId,
    ...(row.detail === null ? {} : { detail: row.detail }),
  };
}

function placeOf({ fromKind, fromConversationId }: HappenedRow): Place {
  if (fromKind === 'job' || fromKind === 'cli') return { kind: fromKind };
  return { kind: fromKind, conversationId: fromConversationId ?? '' };
}
