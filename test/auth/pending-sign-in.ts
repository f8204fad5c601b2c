import type { PendingSignIn } from '../../src/auth/sign-in-links.ts';

/** Megan approves, and has to sign in for it. */
export function pendingSignIn(tenantId: string, more: Partial<PendingSignIn> = {}): PendingSignIn {
  return {
    click: {
      tenantId,
      id: 'r',
      version: 3,
      by: { objectId: 'megan', displayName: 'Megan Bowen' },
      from: { kind: 'personal', conversationId: 'c' },
      correlationId: 'x',
    },
    decision: { verb: 'approve' },
    ...more,
  };
}
