import type { SymptomReport } from '../../symptoms/report.ts';
import { docs } from '../docs.ts';
import type { Check } from '../situation.ts';

/** Whether Entra refused, before Azure Digital Twins was asked. */
export function gotNoToken({ errorCode }: SymptomReport): boolean {
  return errorCode?.startsWith('AADSTS') ?? false;
}

/** An AADSTS error means that no token was issued, so Azure Digital Twins was never reached. */
export const tokenError: Check = ({ report }) => {
  if (!gotNoToken(report)) return undefined;
  return {
    id: 'symptom.token-error',
    verdict: 'confirmed',
    title: 'Sign-in failed before the call',
    why: `${report.errorCode} comes from Entra: no token was issued, so Azure Digital Twins was never asked. A role does not mend it.`,
    evidence: [{ text: `Error code ${report.errorCode} in the report.` }],
    remedy: {
      who: 'You, or an administrator of the app',
      steps: ['Look the code up in the list of sign-in errors, and check the app’s secret, consent and tenant.'],
    },
    docs: docs.signInErrors,
  };
};
