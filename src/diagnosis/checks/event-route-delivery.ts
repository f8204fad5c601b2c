import type { Endpoint, Instance } from '../../tenant.ts';
import { couldNotCheck } from '../could-not-check.ts';
import type { Source } from '../diagnosis.ts';
import { docs } from '../docs.ts';
import { asTheInstance } from '../downstream/as-the-instance.ts';
import { callerOf } from '../downstream/callers.ts';
import { findingOf } from '../downstream/finding-of.ts';
import { giveIdentity } from '../downstream/give-role.ts';
import { type Look, lookAt, type Scene } from '../downstream/look.ts';
import { sendToEventHub, sendToTopic, writeBlobs } from '../downstream/needs.ts';
import { deadLetterTarget, deliveryTarget } from '../downstream/targets.ts';
import type { Check } from '../situation.ts';

const id = 'downstream.event-route';
const topic = 'Delivery of event routes';

/**
 * Events are sent on as the instance, not as whoever changed the twin: without the role they are not delivered, and the
 * caller sees no error (Azure Digital Twins docs, 'Create endpoints').
 */
export const eventRouteDelivery: Check = (situation) => {
  const opened = asTheInstance('event-route', { id, topic }, situation);
  if (!('scene' in opened)) return opened.finding;
  const { scene } = opened;
  const { endpoints } = scene.downstream;
  if (endpoints === undefined) return undefined;
  if (!endpoints.known) return couldNotCheck(id, topic, endpoints);
  const { name } = scene.instance;
  if (endpoints.value.length === 0) {
    const why = `${name} has no endpoint, so it hands events to nobody who could refuse them. A route needs an endpoint first.`;
    const evidence = [{ text: 'No endpoint.', source: endpoints.source }];
    return { id, verdict: 'ruled-out', title: topic, why, evidence, docs: docs.endpoints };
  }
  const looks = endpoints.value.flatMap((endpoint) => [
    ...delivery(endpoint, scene, endpoints.source),
    ...deadLetters(endpoint, scene),
  ]);
  return findingOf(id, topic, looks, {
    titles: {
      confirmed: `Event routes cannot deliver: ${name}’s identity may not send`,
      possible: `${name} may not be able to deliver events`,
    },
    whenFine: `${name} may send to every endpoint by its roles. Network rules and deny assignments of the receivers were not looked at.`,
    closing: 'Such events are lost silently: whoever changes a twin gets no 403.',
    docs: docs.endpoints,
  });
};

function delivery(endpoint: Endpoint, scene: Scene, source: Source): Look[] {
  const { name, provisioningState, authentication, userAssignedIdentity } = endpoint;
  const { instance } = scene;
  const state: Look[] =
    provisioningState === 'Succeeded'
      ? []
      : [
          {
            verdict: 'possible',
            says: `Endpoint ${name} is in state ${provisioningState}, so it may take no events.`,
            title: `Endpoint ${name} is not ready`,
            source,
            remedy: createAgain(endpoint, instance),
          },
        ];
  if (authentication === 'KeyBased') {
    const says = `Endpoint ${name} signs in with keys that it keeps; whether they are still valid only the receiver knows.`;
    const title = `The keys of endpoint ${name} may no longer be valid`;
    return [...state, { verdict: 'possible', says, title, source, remedy: createAgain(endpoint, instance) }];
  }
  const need = endpoint.type === 'ServiceBus' ? sendToTopic : sendToEventHub;
  const known = callerOf(instance, userAssignedIdentity);
  if (!known.known) {
    const says = `${known.reason}, and endpoint ${name} signs in with it.`;
    if (!known.gone) return [...state, { verdict: 'unknown', says, source }];
    const title = `Event routes cannot deliver: ${known.reason}`;
    // Only the instance's own identity is given by a command that needs no choice.
    const remedy =
      userAssignedIdentity === undefined
        ? giveIdentity(instance, `${need.role} on ${deliveryTarget(endpoint)?.inWords ?? 'the receiver'}`)
        : assignAgain(instance);
    return [...state, { verdict: 'confirmed', says, title, source, remedy }];
  }
  const target = deliveryTarget(endpoint);
  if (target === undefined) {
    return [...state, { verdict: 'unknown', says: `Azure does not say where endpoint ${name} delivers to.`, source }];
  }
  return [...state, lookAt(need, known.caller, target, scene)];
}

/** Only what could not be delivered goes there, so a missing role is no reason why delivery fails. */
function deadLetters(endpoint: Endpoint, scene: Scene): Look[] {
  const target = deadLetterTarget(endpoint);
  const known = callerOf(scene.instance, endpoint.userAssignedIdentity);
  if (target === undefined || !known.known) return [];
  const look = lookAt(writeBlobs, known.caller, target, scene);
  if (look.verdict !== 'confirmed') return [look];
  const says = `${look.says} What endpoint ${endpoint.name} cannot deliver is lost.`;
  return [{ ...look, verdict: 'possible', says, title: `Events that ${endpoint.name} cannot deliver are lost` }];
}

function createAgain({ name }: Endpoint, { id: instanceId, tenantId, name: instance }: Instance) {
  return {
    who: `An Owner or Contributor of ${instance}`,
    portalUrl: `https://portal.azure.com/#@${tenantId}/resource${instanceId}/endpoints`,
    steps: [`Create endpoint ${name} again, with the keys as they are now, or with an identity in place of keys.`],
  };
}

function assignAgain({ id: instanceId, tenantId, name }: Instance) {
  return {
    who: `An Owner or Contributor of ${name}`,
    portalUrl: `https://portal.azure.com/#@${tenantId}/resource${instanceId}/identity`,
    steps: [`Assign the identity to ${name} again, or create the endpoint again with another one.`],
  };
}
