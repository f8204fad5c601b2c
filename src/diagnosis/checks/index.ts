import type { Check } from '../situation.ts';
import { condition } from './condition.ts';
import { consentMissing } from './consent-missing.ts';
import { controlPlane } from './control-plane.ts';
import { controlPlaneRoleOnly } from './control-plane-role-only.ts';
import { denied } from './denied.ts';
import { identityNotFound } from './identity-not-found.ts';
import { instanceNotFound } from './instance-not-found.ts';
import { missingDataRole } from './missing-data-role.ts';
import { permissionMissing } from './permission-missing.ts';
import { publicAccessDisabled } from './public-access-disabled.ts';
import { readerCannotWrite } from './reader-cannot-write.ts';
import { servicePrincipalMissing } from './service-principal-missing.ts';
import { tokenError } from './token-error.ts';
import { wrongTenant } from './wrong-tenant.ts';

/** Every cause the bot looks for. Their order here has no meaning; conclude.ts ranks what they find. */
export const checks: readonly Check[] = [
  missingDataRole,
  readerCannotWrite,
  controlPlaneRoleOnly,
  denied,
  condition,
  permissionMissing,
  consentMissing,
  servicePrincipalMissing,
  identityNotFound,
  instanceNotFound,
  publicAccessDisabled,
  tokenError,
  controlPlane,
  wrongTenant,
];
