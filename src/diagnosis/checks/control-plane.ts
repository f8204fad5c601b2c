import type { SymptomReport } from '../../symptoms/report.ts';
import { docs } from '../docs.ts';
import type { Check } from '../situation.ts';

/** Whether Azure Resource Manager refused, before Azure Digital Twins was asked. */
export function refusedByArm({ service, operation }: SymptomReport): boolean {
  return service === 'arm' || operation === 'control-plane';
}

/** ARM's AuthorizationFailed: managing the instance was refused, not its data. */
export const controlPlane: Check = ({ report }) => {
  if (!refusedByArm(report)) return undefined;
  return {
    id: 'symptom.control-plane',
    verdict: 'confirmed',
    title: 'Azure Resource Manager refused, not Azure Digital Twins',
    why: 'The refused call manages the instance. That needs a role such as Reader or Contributor on it; the data roles do not help.',
    evidence: [{ text: `Reported: ${report.errorCode ?? 'a management call'}.` }],
    remedy: {
      who: 'An Owner or User Access Administrator of the instance',
      steps: [
        'Ask for Reader to look at the instance, or for Contributor to change it.',
        'With az dt twin, give the host name (-n <host name>): that spares the management call.',
      ],
    },
    docs: docs.rbacTroubleshooting,
  };
};
