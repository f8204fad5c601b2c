import type { Instance } from '../../tenant.ts';
import { couldNotCheck } from '../could-not-check.ts';
import type { Remedy } from '../diagnosis.ts';
import { docs } from '../docs.ts';
import { networkingUrl } from '../remedies.ts';
import type { Check } from '../situation.ts';
import { list } from '../wording.ts';

const id = 'network.private-endpoint';
const topic = 'Private endpoints';

/** A private endpoint carries calls only while its connection is approved (Azure docs, "What is a private endpoint?"). */
export const privateEndpoint: Check = ({ instance, facts, report }) => {
  if (instance === undefined) {
    return facts.instance.known ? undefined : couldNotCheck(id, topic, facts.instance);
  }
  const { privateEndpoints, publicNetworkAccess } = instance;
  if (privateEndpoints.length === 0) return undefined;
  const { source } = facts.instance;
  const evidence = privateEndpoints.map(({ name, status }) => ({
    text: `Connection of private endpoint ${name}: ${status}.`,
    source,
  }));
  const broken = privateEndpoints.filter(({ status }) => status !== 'Approved');
  if (broken.length === 0) {
    return { id, verdict: 'ruled-out', title: topic, why: 'Every private endpoint is approved.', evidence };
  }
  const noWayIn = hasNoWayIn(instance);
  const which = `${list(broken.map(({ name, status }) => `${name} is ${status.toLowerCase()}`))}, so no call passes through ${broken.length === 1 ? 'it' : 'them'}.`;
  // An empty body was Azure Digital Twins' own answer, so this call came through.
  const otherwise = noWayIn
    ? report.body === 'empty'
      ? 'But this 403 had an empty body, so the call came through all the same.'
      : 'The public network is closed too, so no call reaches the instance.'
    : publicNetworkAccess === 'Disabled'
      ? 'Only calls through another private endpoint are let in.'
      : 'Calls over the public network are not affected.';
  return {
    id,
    verdict: noWayIn && report.body !== 'empty' ? 'confirmed' : 'possible',
    title: broken.length === 1 ? 'A private endpoint is not connected' : 'Private endpoints are not connected',
    why: `${which} ${otherwise}`,
    evidence,
    remedy: connectAgain(instance, broken),
    docs: docs.privateLink,
  };
};

/** No private endpoint carries calls, and the public network is closed. */
export function hasNoWayIn({ privateEndpoints, publicNetworkAccess }: Instance): boolean {
  return (
    publicNetworkAccess === 'Disabled' &&
    privateEndpoints.length > 0 &&
    privateEndpoints.every(({ status }) => status !== 'Approved')
  );
}

/** Only a pending connection can be approved; one that was rejected or cut has to be made anew. */
function connectAgain(instance: Instance, broken: Instance['privateEndpoints']): Remedy {
  const pending = broken.filter(({ status }) => status === 'Pending').map(({ name }) => name);
  const lost = broken.filter(({ status }) => status !== 'Pending').map(({ name }) => name);
  const [first, ...others] = pending;
  // A shell would read an odd name.
  const command =
    first !== undefined && others.length === 0 && /^[\w.-]+$/.test(first)
      ? `az dt network private-endpoint connection set --dt-name ${instance.name} --cn ${first} --status Approved`
      : undefined;
  const inPortal = 'under Networking → Private endpoint connections';
  return {
    who: 'An Owner or Contributor of the instance',
    steps: [
      ...(pending.length > 0
        ? [`Approve ${list(pending)}${command === undefined ? '' : ' with this command, or'} ${inPortal}.`]
        : []),
      ...(lost.length > 0
        ? [`Delete ${list(lost)} ${inPortal}, and create ${lost.length === 1 ? 'it' : 'them'} anew.`]
        : []),
    ],
    ...(command !== undefined && { command }),
    portalUrl: networkingUrl(instance),
  };
}
