import type { SymptomReport } from '../../symptoms/report.ts';
import type { Check } from '../situation.ts';
import { condition } from './condition.ts';
import { consentMissing } from './consent-missing.ts';
import { controlPlane, refusedByArm } from './control-plane.ts';
import { controlPlaneRoleOnly } from './control-plane-role-only.ts';
import { customRoleLacksAction } from './custom-role-lacks-action.ts';
import { dataHistory } from './data-history.ts';
import { denied } from './denied.ts';
import { eligibleNotActive } from './eligible-not-active.ts';
import { eventRouteDelivery } from './event-route-delivery.ts';
import { identityNotFound } from './identity-not-found.ts';
import { instanceNotFound } from './instance-not-found.ts';
import { instanceNotReady } from './instance-not-ready.ts';
import { jobsStorage } from './jobs-storage.ts';
import { missingDataRole } from './missing-data-role.ts';
import { orphanedAssignment } from './orphaned-assignment.ts';
import { otherCredential } from './other-credential.ts';
import { permissionMissing } from './permission-missing.ts';
import { privateEndpoint } from './private-endpoint.ts';
import { propagating } from './propagating.ts';
import { publicAccessDisabled } from './public-access-disabled.ts';
import { readerCannotWrite } from './reader-cannot-write.ts';
import { scenesStorage } from './scenes-storage.ts';
import { servicePrincipalMissing } from './service-principal-missing.ts';
import { gotNoToken, tokenError } from './token-error.ts';
import { wrongObject } from './wrong-object.ts';
import { wrongScope } from './wrong-scope.ts';
import { wrongTenant } from './wrong-tenant.ts';

/** What may be wrong whatever was reported. Their order has no meaning, here and below; conclude.ts ranks what they find. */
const ofTheSubject: readonly Check[] = [identityNotFound, instanceNotFound, tokenError, controlPlane, wrongTenant];

/** Why an app gets no token for Azure Digital Twins, or one without its permission. */
const ofTheApp: readonly Check[] = [permissionMissing, consentMissing, servicePrincipalMissing];

/** Why Azure Digital Twins itself answers 403. */
const ofAccess: readonly Check[] = [
  missingDataRole,
  readerCannotWrite,
  customRoleLacksAction,
  controlPlaneRoleOnly,
  denied,
  condition,
  propagating,
  eligibleNotActive,
  wrongObject,
  otherCredential,
  wrongScope,
  orphanedAssignment,
  publicAccessDisabled,
  privateEndpoint,
  instanceNotReady,
];

/** What another resource refused; each says nothing unless the report is about it. */
const beyond: readonly Check[] = [eventRouteDelivery, dataHistory, scenesStorage, jobsStorage];

/**
 * The causes that can explain the report. Where Azure Digital Twins was not asked, or did not answer 403, its roles
 * explain nothing, however much is wrong with them.
 */
export function checksFor(report: SymptomReport): readonly Check[] {
  if (refusedByArm(report)) return [...ofTheSubject, ...beyond];
  if (report.status === 404) return [...ofTheSubject, ...beyond, instanceNotReady];
  if (gotNoToken(report)) return [...ofTheSubject, ...beyond, ...ofTheApp];
  return [...ofTheSubject, ...beyond, ...ofTheApp, ...ofAccess];
}
