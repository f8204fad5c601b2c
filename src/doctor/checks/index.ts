import type { Check } from '../check.ts';
import { appPackage } from './app-package.ts';
import { approverSignIn } from './approver-sign-in.ts';
import { azureReading } from './azure-reading.ts';
import { boardSignIn } from './board-sign-in.ts';
import { clock } from './clock.ts';
import { endpoint } from './endpoint.ts';
import { graphPermissions } from './graph-permissions.ts';
import { instances } from './instances.ts';
import { rightToAssign } from './right-to-assign.ts';
import { signIn } from './sign-in.ts';
import { store } from './store.ts';
import { tenants } from './tenants.ts';
import { ticketSystem } from './ticket-system.ts';

/** In the order of the report. The settings themselves come before: without them there is nothing to check. */
export const checks: readonly Check[] = [
  signIn,
  clock,
  tenants,
  instances,
  azureReading,
  graphPermissions,
  rightToAssign,
  approverSignIn,
  boardSignIn,
  store,
  endpoint,
  appPackage,
  ticketSystem,
];
