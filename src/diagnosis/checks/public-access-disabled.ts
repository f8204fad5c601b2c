import type { Instance } from '../../tenant.ts';
import { couldNotCheck } from '../could-not-check.ts';
import { docs } from '../docs.ts';
import { networkingUrl } from '../remedies.ts';
import type { Check } from '../situation.ts';
import { hasNoWayIn } from './private-endpoint.ts';

const id = 'network.public-access-disabled';
const topic = 'Public network';

/** A network refusal is a 403 with a body; a missing role is a 403 with none. */
export const publicAccessDisabled: Check = ({ instance, facts, report }) => {
  const withBody = report.status === 403 && report.body === 'present';
  if (instance === undefined) {
    return facts.instance.known ? undefined : couldNotCheck(id, topic, facts.instance);
  }
  const evidence = [
    {
      text: `publicNetworkAccess of ${instance.name}: ${instance.publicNetworkAccess}.`,
      source: facts.instance.source,
    },
  ];
  if (instance.publicNetworkAccess === 'Enabled') {
    return { id, verdict: 'ruled-out', title: topic, why: 'Public network access is enabled.', evidence };
  }
  const title = 'The public network is closed';
  if (report.body === 'empty') {
    return {
      id,
      verdict: 'possible',
      title,
      why: 'Public network access is disabled, but this 403 had an empty body, which points to roles.',
      evidence,
      docs: docs.privateLink,
    };
  }
  return {
    id,
    verdict: withBody ? 'confirmed' : 'possible',
    title,
    why: hasNoWayIn(instance)
      ? 'Public network access is disabled, so there is no way round the private endpoint.'
      : 'Public network access is disabled: calls from outside the private network get 403 whatever roles are held.',
    evidence,
    remedy: {
      who: 'Whoever runs the private network, or an Owner or Contributor of the instance',
      steps: [wayIn(instance)],
      portalUrl: networkingUrl(instance),
    },
    docs: docs.privateLink,
  };
};

function wayIn(instance: Instance): string {
  if (hasNoWayIn(instance))
    return 'Once the private endpoint is connected, call from its network. Or enable public access under Networking.';
  return instance.privateEndpoints.length > 0
    ? 'Call from inside the virtual network that has the private endpoint, or enable public access under Networking.'
    : 'Enable public access under Networking, or add a private endpoint there and call from its network.';
}
