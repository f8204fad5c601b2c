import type { Instance } from '../../tenant.ts';
import { couldNotCheck } from '../could-not-check.ts';
import type { Remedy } from '../diagnosis.ts';
import { docs } from '../docs.ts';
import { networkingUrl } from '../remedies.ts';
import type { Check } from '../situation.ts';
import { list } from '../wording.ts';

const id = 'network.private-endpoint';
const title = 'Private endpoint';

/** A private endpoint carries calls only while its connection is approved (Azure docs, "What is a private endpoint?"). */
export const privateEndpoint: Check = ({ instance, facts, report }) => {
  if (instance === undefined) {
    return facts.instance.known ? undefined : couldNotCheck(id, title, facts.instance);
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
    return { id, verdict: 'ruled-out', title, why: 'Every private endpoint is approved.', evidence };
  }
  // An empty body was Azure Digital Twins' own answer, so this call came through.
  const noWayIn = publicNetworkAccess === 'Disabled' && broken.length === privateEndpoints.length;
  const which = `${list(broken.map(({ name, status }) => `${name} is ${status.toLowerCase()}`))}, so no call passes through ${broken.length === 1 ? 'it' : 'them'}.`;
  const otherwise = noWayIn
    ? 'The public network is closed too: no call reaches the instance.'
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

/** Only a pending connection can be approved; one that was rejected or cut has to be made anew. */
function connectAgain(instance: Instance, broken: Instance['privateEndpoints']): Remedy {
  const pending = broken.filter(({ status }) => status === 'Pending').map(({ name }) => name);
  const lost = broken.filter(({ status }) => status !== 'Pending').map(({ name }) => name);
  const [first] = pending;
  const command = `az dt network private-endpoint connection set --dt-name ${instance.name} --cn ${first} --status Approved`;
  return {
    who: 'An Owner or Contributor of the instance',
    ...(first !== undefined && /^[\w.-]+$/.test(first) && { command }),
    portalUrl: networkingUrl(instance),
    steps: [
      ...(pending.length > 0 ? [`Approve ${list(pending)} under Networking → Private endpoint connections.`] : []),
      ...(lost.length > 0 ? [`Delete ${list(lost)} there, and create the private endpoint anew.`] : []),
    ],
  };
}
