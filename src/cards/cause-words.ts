import type { FindingId } from '../diagnosis/diagnosis.ts';

/**
 * A cause in a few words, without whose it is or where: for lists, filters, charts, and whoever was not asked himself.
 * Of an id that is no longer known, the id.
 */
export function causeInWords(cause: string): string {
  return Object.entries(causeNames).find(([known]) => known === cause)?.[1] ?? cause;
}

export const causeNames: Record<FindingId, string> = {
  'rbac.missing-data-role': 'No data role',
  'rbac.control-plane-role-only': 'A management role is not a data role',
  'rbac.reader-cannot-write': 'Data Reader only reads',
  'rbac.custom-role-lacks-action': 'A custom role lacks the action',
  'rbac.wrong-scope': 'The role is held elsewhere',
  'rbac.wrong-object': 'The role is on another identity',
  'rbac.orphaned-assignment': 'The role is left behind by a deleted identity',
  'rbac.propagating': 'The role is too new to work yet',
  'rbac.eligible-not-active': 'An eligible role is not active',
  'rbac.denied': 'A deny assignment',
  'rbac.condition': 'A condition on the role',
  'app.permission-missing': 'The app lacks the API permission',
  'app.consent-missing': 'Nobody consented to the app',
  'app.service-principal-missing': 'No service principal in the tenant',
  'identity.not-found': 'The identity is not in the directory',
  'identity.wrong-tenant': 'A token of another tenant',
  'identity.other-credential': 'Another identity made the call',
  'instance.not-found': 'No such instance',
  'instance.not-ready': 'The instance is not ready',
  'network.public-access-disabled': 'Public network access is off',
  'network.private-endpoint': 'A private endpoint is not connected',
  'symptom.token-error': 'No token was issued',
  'symptom.control-plane': 'Azure Resource Manager refused',
  'symptom.other-service': 'Another service refused',
  'symptom.retired-service': 'The service is retired',
  'downstream.event-route': 'An event route cannot deliver',
  'downstream.data-history': 'Data history cannot write',
  'downstream.3d-scenes': 'A 3D scene cannot be loaded',
  'downstream.jobs': 'A job cannot reach its storage',
};
