import { couldNotCheck } from '../could-not-check.ts';
import { docs } from '../docs.ts';
import type { Check } from '../situation.ts';

const id = 'instance.not-ready';
const topic = 'State of the instance';

interface State {
  /** Completes 'plant-a …'. */
  is: string;
  /** What that means for calls. */
  effect: string;
  /** Absent where it ends by itself. */
  who?: string;
  step: string;
}

const passing = 'Calls fail until that is over, whatever roles are held.';
const lasting = 'Calls fail whatever roles are held.';
const harmless = 'It may refuse calls meanwhile.';
const whoeverManages = 'An Owner or Contributor of the instance';
const whoeverDeploys = 'An Owner or Contributor of the resource group';
const wait = 'Wait until the portal shows the state Active, then try again.';

/** The states of an instance other than Succeeded (Azure Digital Twins REST API, 'ProvisioningState'). */
const states: Record<string, State> = {
  Provisioning: { is: 'is still being created', effect: passing, step: wait },
  Updating: { is: 'is being changed', effect: harmless, step: wait },
  Warning: {
    is: 'works with a warning',
    effect: harmless,
    who: whoeverManages,
    step: 'Look at Resource health of the instance.',
  },
  Restoring: { is: 'is being restored', effect: passing, step: wait },
  Moving: { is: 'is being moved', effect: passing, step: wait },
  Suspending: {
    is: 'is being suspended',
    effect: lasting,
    who: 'An Owner of the subscription',
    step: 'See whether the subscription is disabled, for example by a spending limit, and enable it again.',
  },
  Deleting: {
    is: 'is being deleted',
    effect: lasting,
    who: whoeverDeploys,
    step: 'Use another instance. One of this name can be created once this one is gone.',
  },
  Deleted: {
    is: 'was deleted',
    effect: lasting,
    who: whoeverDeploys,
    step: 'Use another instance, or have one of this name created again.',
  },
  Failed: {
    is: 'could not be created or changed',
    effect: 'Calls fail until that is repeated with success, whatever roles are held.',
    who: whoeverDeploys,
    step: 'Look into the Activity log of the instance for what failed, and repeat that.',
  },
  Canceled: {
    is: 'is half made: its deployment was cancelled',
    effect: 'Calls fail until that is repeated, whatever roles are held.',
    who: whoeverDeploys,
    step: 'Repeat the deployment.',
  },
};

function unheardOf(name: string): State {
  return {
    is: `is in the state ${name}`,
    effect: harmless,
    who: whoeverManages,
    step: 'Look at the instance in the portal for what goes on.',
  };
}

/** An instance serves calls in the state Succeeded; whatever roles are held, the others come first. */
export const instanceNotReady: Check = ({ instance, facts }) => {
  if (instance === undefined) {
    return facts.instance.known ? undefined : couldNotCheck(id, topic, facts.instance);
  }
  const { provisioningState, name } = instance;
  if (provisioningState === 'Succeeded') {
    return { id, verdict: 'ruled-out', title: topic, why: `${name} is ready.`, evidence: [] };
  }
  if (provisioningState === 'Unknown') {
    return couldNotCheck(id, topic, { reason: `Azure does not say which state ${name} is in.` });
  }
  const { is, effect, who, step } = states[provisioningState] ?? unheardOf(provisioningState);
  return {
    id,
    verdict: effect === harmless ? 'possible' : 'confirmed',
    title: `${name} ${is}`,
    why: effect,
    evidence: [{ text: `provisioningState of ${name}: ${provisioningState}.`, source: facts.instance.source }],
    remedy: {
      ...(who !== undefined && { who }),
      steps: [step],
      portalUrl: `https://portal.azure.com/#@${instance.tenantId}/resource${instance.id}/overview`,
    },
    docs: docs.setUpInstance,
  };
};
