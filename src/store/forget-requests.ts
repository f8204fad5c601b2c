/** Takes a person out of access requests and their audit. */
import { and, eq, inArray } from 'drizzle-orm';
import type { AccessRequest } from '../access/access-request.ts';
import { fromRow, toRow } from './access-rows.ts';
import { SOMEBODY, WORDED } from './anonymous.ts';
import { drawCasesAnew } from './draw-cases-anew.ts';
import { BATCH, type ToForget, untilNone } from './forget-batches.ts';
import { mentions, PERSONAL_DATA } from './personal-data.ts';
import { accessHistory, accessRequest, triageCase } from './schema.ts';
import { isThem, type KnownBy, learn, withoutPerson } from './without-person.ts';

export function forgetRequests(person: ToForget): Promise<number> {
  const { tenantId, known, enqueue } = person;
  return untilNone(person, async (tx) => {
    const where = mentions(accessRequest, PERSONAL_DATA.accessRequest, known);
    const rows = await tx
      .select()
      .from(accessRequest)
      .where(and(eq(accessRequest.tenantId, tenantId), where))
      .limit(BATCH);
    let changed = 0;
    for (const row of rows) {
      const request = fromRow(row);
      learn(request, known);
      const own = [request.requester, request.subject].some(({ objectId }) => isThem(objectId, known));
      const { tenantId: _, id, createdAt: __, ...to } = toRow(requestWithout(request, known, own));
      const written = await tx
        .update(accessRequest)
        .set(to)
        .where(
          and(
            eq(accessRequest.tenantId, tenantId),
            eq(accessRequest.id, id),
            eq(accessRequest.version, request.version),
          ),
        )
        .returning({ id: accessRequest.id });
      if (written.length === 0) continue;
      changed += 1;
      if (own) {
        await tx
          .update(accessHistory)
          .set({ detail: null })
          .where(
            and(
              eq(accessHistory.tenantId, tenantId),
              eq(accessHistory.requestId, id),
              inArray(accessHistory.what, [...WORDED]),
            ),
          );
      }
      await enqueue(tx, [{ name: 'access.deliver', data: { tenantId, requestId: id } }]);
    }
    // The card of a case that waits for a request says who decides about it.
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) await drawCasesAnew(tx, person, inArray(triageCase.requestId, ids));
    return { found: rows.length, changed };
  });
}

function requestWithout(request: AccessRequest, known: KnownBy, own: boolean): AccessRequest {
  const next = { ...withoutPerson(request, known), version: request.version + 1 };
  if (!own) return next;
  const { because: _, ...rest } = next;
  const { status } = rest;
  return { ...rest, reason: '', status: 'reason' in status ? { ...status, reason: '' } : status };
}

/** The lines stay, so that it can still be read what happened to whose access, and that it was not the bot alone. */
export async function forgetAudit(person: ToForget): Promise<number> {
  const { tenantId, known } = person;
  return untilNone(person, async (tx) => {
    const where = mentions(accessHistory, PERSONAL_DATA.accessHistory, known);
    const rows = await tx
      .select()
      .from(accessHistory)
      .where(and(eq(accessHistory.tenantId, tenantId), where))
      .limit(BATCH);
    for (const row of rows) {
      const { byObjectId, byName, writtenBy, fromConversationId, detail } = row;
      learn({ objectId: byObjectId, displayName: byName }, known);
      const own = isThem(byObjectId, known);
      const worded = WORDED.some((what) => what === row.what);
      await tx
        .update(accessHistory)
        .set({
          ...(own && { byObjectId: SOMEBODY.objectId, byName: SOMEBODY.displayName }),
          writtenBy: isThem(writtenBy, known) ? SOMEBODY.objectId : writtenBy,
          fromConversationId: own && row.fromKind === 'personal' ? null : withoutPerson(fromConversationId, known),
          detail: own && worded ? null : withoutPerson(detail, known),
        })
        .where(
          and(
            eq(accessHistory.tenantId, tenantId),
            eq(accessHistory.requestId, row.requestId),
            eq(accessHistory.entry, row.entry),
          ),
        );
    }
    return { found: rows.length, changed: rows.length };
  });
}
