import { couldNotCheck } from '../could-not-check.ts';
import { docs } from '../docs.ts';
import type { Check } from '../situation.ts';

const id = 'instance.not-ready';
const title = 'Instance not ready';

interface State {
  /** Completes 'plant-a …'. */
  means: string;
  /** Whether an instance in this state may still answer calls. */
  answers: boolean;
  step: string;
}

const waiting = 'Wait until the portal shows the state Active, then try again.';

/** The states of an instance other than Succeeded (Azure Digital Twins REST API, 'ProvisioningState'). */
const states: Record<string, State> = {
  Provisioning: { means: 'is still being created', answers: false, step: waiting },
  Updating: { means: 'is being changed', answers: true, step: waiting },
  Warning: { means: 'works with a warning', answers: true, step: 'Look at the instance’s Resource health.' },
  Restoring: { means: 'is being restored', answers: false, step: waiting },
  Moving: { means: 'is being moved', answers: false, step: waiting },
  Suspending: {
    means: 'is being suspended',
    answers: false,
    step: 'See whether the subscription is disabled, for example by a spending limit.',
  },
  Deleting: {
    means: 'is being deleted',
    answers: false,
    step: 'Ask who deletes it; an instance of that name can be created anew.',
  },
  Deleted: { means: 'was deleted', answers: false, step: 'Use another instance, or have this one created anew.' },
  Failed: {
    means: 'could not be created or changed',
    answers: false,
    step: 'Look at the instance’s Activity log for what failed, and repeat that.',
  },
  Canceled: {
    means: 'was left half way, because its deployment was cancelled',
    answers: false,
    step: 'Repeat the deployment.',
  },
};

/** An instance serves calls in the state Succeeded; whatever roles are held, the others come first. */
export const instanceNotReady: Check = ({ instance, facts }) => {
  if (instance === undefined) {
    return facts.instance.known ? undefined : couldNotCheck(id, title, facts.instance);
  }
  const { provisioningState, name } = instance;
  if (provisioningState === 'Succeeded') {
    return { id, verdict: 'ruled-out', title, why: `${name} is ready.`, evidence: [] };
  }
  if (provisioningState === 'Unknown') {
    return couldNotCheck(id, title, { reason: `Azure does not say which state ${name} is in.` });
  }
  const state = states[provisioningState];
  const effect =
    state?.answers === false
      ? 'Until it is ready, calls fail whatever roles are held.'
      : 'It may refuse calls until that is over.';
  return {
    id,
    verdict: state?.answers === false ? 'confirmed' : 'possible',
    title: 'The instance is not ready',
    why: `${name} ${state?.means ?? `is in the state ${provisioningState}`}. ${effect}`,
    evidence: [{ text: `provisioningState of ${name}: ${provisioningState}.`, source: facts.instance.source }],
    remedy: {
      who: 'An Owner or Contributor of the instance',
      portalUrl: `https://portal.azure.com/#@${instance.tenantId}/resource${instance.id}/overview`,
      ...(state && { steps: [state.step] }),
    },
    docs: docs.setUpInstance,
  };
};
