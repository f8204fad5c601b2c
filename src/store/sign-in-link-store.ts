/** What links to the sign-in page stand for, so that each replica of the bot knows the links that another one gave. */
import { and, desc, eq, gt, inArray, lte, ne, or, type SQL } from 'drizzle-orm';
import type { KeptLink, LinkPlace, SignInLinkStore } from '../auth/sign-in-links.ts';
import type { Db } from './database.ts';
import { signInLink } from './schema.ts';

export function createSignInLinkStore(db: Db): SignInLinkStore {
  async function makeRoom({ tenantId, handleHash }: KeptLink, now: Date, most: number): Promise<void> {
    const ofTenant = eq(signInLink.tenantId, tenantId);
    const newestBeyond = db
      .select({ until: signInLink.until })
      .from(signInLink)
      .where(ofTenant)
      .orderBy(desc(signInLink.until))
      .offset(most)
      .limit(1);
    // What another replica deletes just now is left to it, so that two never wait for each other.
    const superfluous = db
      .select({ handleHash: signInLink.handleHash })
      .from(signInLink)
      .where(
        and(
          ofTenant,
          ne(signInLink.handleHash, handleHash),
          or(lte(signInLink.until, now), lte(signInLink.until, newestBeyond)),
        ),
      )
      .for('update', { skipLocked: true });
    await db.delete(signInLink).where(and(ofTenant, inArray(signInLink.handleHash, superfluous)));
  }

  return {
    async add(link, { now, most }) {
      await db.insert(signInLink).values(link);
      await makeRoom(link, now, most);
    },

    async get(place, now) {
      const [row] = await db.select().from(signInLink).where(openOne(place, now));
      return row?.pending;
    },

    async take(place, now) {
      const [row] = await db.delete(signInLink).where(openOne(place, now)).returning();
      return row?.pending;
    },
  };
}

function openOne({ tenantIds, handleHash }: LinkPlace, now: Date): SQL | undefined {
  return and(
    inArray(signInLink.tenantId, [...tenantIds]),
    eq(signInLink.handleHash, handleHash),
    gt(signInLink.until, now),
  );
}
