import type { TokenCredential } from '@azure/identity';
import type { PersonalWrites } from '../tenant.ts';
import { createArmClient } from './arm-client.ts';
import { type NeedsSignIn, neededByArm, readClaims } from './claims-challenge.ts';
import type { Cloud } from './clouds.ts';
import { isRecord } from './is-record.ts';
import { createRoleAssignment, deleteRoleAssignment } from './role-assignments.ts';
import { createRoleSchedule, endRoleSchedule } from './role-schedules.ts';

/** Azure as one person, for as long as one click lasts. */
export type Approver = PersonalWrites<NeedsSignIn>;

/** Writes with this ARM token and no other. It lives in this closure alone. */
export function createApprover(armToken: string, expiresAt: number, cloud: Cloud): Approver {
  async function write<T>(work: (arm: ReturnType<typeof createArmClient>) => Promise<T>): Promise<T | NeedsSignIn> {
    const only = onlyToken(armToken, expiresAt);
    try {
      return await work(createArmClient(only.credential, cloud));
    } catch (error) {
      const needed = only.needed() ?? neededByArm(isRecord(error) ? error.cause : undefined);
      if (needed === undefined) throw error;
      return needed;
    }
  }
  return {
    createRoleAssignment: (name, request, options = {}) =>
      write((arm) => createRoleAssignment(arm, cloud, name, request, options)),
    deleteRoleAssignment: (id, options = {}) =>
      write(async (arm) => {
        await deleteRoleAssignment(arm, id, options);
        return 'deleted' as const;
      }),
    scheduleRole: (names, request, options = {}) =>
      write((arm) => createRoleSchedule(arm, cloud, names, request, options)),
    endScheduledRole: (name, end, options = {}) => write((arm) => endRoleSchedule(arm, cloud, name, end, options)),
  };
}

/**
 * A credential of one token. The ARM client answers a claims challenge by asking for another token and sending the request
 * again; there is no other, so what ARM asked for is kept and the request ends there.
 */
function onlyToken(token: string, expiresOnTimestamp: number) {
  let needed: NeedsSignIn | undefined;
  const credential: TokenCredential = {
    async getToken(_scopes, options) {
      if (options?.claims === undefined && needed === undefined) return { token, expiresOnTimestamp };
      const claims = readClaims(options?.claims);
      needed ??= { needs: 'mfa', ...(claims !== undefined && { claims }) };
      throw new Error('Azure asks for another sign-in.');
    },
  };
  return { credential, needed: () => needed };
}
