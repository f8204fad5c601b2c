import assert from 'node:assert/strict';
import { eventRouteDelivery } from '../../../src/diagnosis/checks/event-route-delivery.ts';
import type { RoleAssignment } from '../../../src/rbac/model.ts';
import type { Endpoint } from '../../../src/tenant.ts';
import {
  blobs,
  blobWriter,
  bus,
  busSender,
  downstream,
  endpoint,
  eventSender,
  events,
  given,
  impostor,
  itself,
  otherSubscription,
  plantWithIdentity,
  resources,
  shared,
  sharedId,
} from '../../support/downstream.ts';
import { engineers, known, plantA, resourceGroup, situation, subscription, unknown } from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const told = { downstream: 'event-route' } as const;
const routes = (endpoints: Endpoint[], held: RoleAssignment[] = [], parts: object = {}, instance = plantWithIdentity) =>
  downstream(held, { endpoints: known(endpoints), ...parts }, instance);
const keys = endpoint({ name: 'old', authentication: 'KeyBased' });
const topic = endpoint({
  name: 'orders',
  type: 'ServiceBus',
  uri: 'sb://contoso-bus.servicebus.windows.net',
  entityPath: 'orders',
});
const unseen = { resources: known(resources.slice(1)) };
const lost = ' Such events are lost silently: whoever changes a twin gets no 403.';

const rows: Row[] = [
  ['the report is about something else', routes([endpoint()]), { downstream: 'jobs' }, undefined],
  ['the report is about no other resource', routes([endpoint()]), {}, undefined],
  [
    'the identity holds nothing',
    routes([endpoint()]),
    told,
    'confirmed',
    `plant-a’s identity may not send to event hub alerts of contoso-events.${lost}`,
  ],
  [
    'it may send to another hub',
    routes([endpoint()], [given(eventSender, `${events}/eventhubs/other`)]),
    told,
    'confirmed',
  ],
  ['a role has the right name alone', routes([endpoint()], [given(impostor, subscription)]), told, 'confirmed'],
  [
    'it may send to Event Hubs, and the endpoint is a topic',
    routes([topic], [given(eventSender, bus)]),
    told,
    'confirmed',
  ],
  [
    'the instance has no identity',
    routes([endpoint()], [], {}, plantA),
    told,
    'confirmed',
    `plant-a has no identity, and endpoint alerts signs in with it.${lost}`,
  ],
  [
    'the instance has only identities that the endpoint does not use',
    routes([endpoint()], [], {}, { ...plantA, identity: { userAssigned: [{ id: sharedId, objectId: shared }] } }),
    told,
    'confirmed',
    /^plant-a has no system-assigned identity, and/,
  ],
  [
    'the endpoint uses an identity that the instance has no more',
    routes([endpoint({ userAssignedIdentity: sharedId.replace('twins-sender', 'gone') })]),
    told,
    'confirmed',
    /^Identity gone is not assigned to plant-a, and/,
  ],
  [
    'one endpoint is fine and another is not',
    routes([endpoint(), topic], [given(eventSender, events)]),
    told,
    'confirmed',
    `plant-a’s identity may not send to topic orders of contoso-bus.${lost}`,
  ],
  [
    'many endpoints are refused',
    routes(['a', 'b', 'c', 'd'].map((entityPath) => endpoint({ entityPath }))),
    told,
    'confirmed',
    /event hub b of contoso-events\. The same holds for 2 more\./,
  ],
  [
    'an endpoint signs in with keys',
    routes([keys]),
    told,
    'possible',
    'Endpoint old signs in with keys that it keeps; whether they are still valid only the receiver knows.',
  ],
  [
    'an endpoint is not ready',
    routes([endpoint({ provisioningState: 'Failed' })], [given(eventSender, events)]),
    told,
    'possible',
    'Endpoint alerts is in state Failed, so it may take no events.',
  ],
  [
    'the role has a condition',
    routes([endpoint()], [given(eventSender, events, { condition: '@Resource[x] StringEquals y' })]),
    told,
    'possible',
    /under a condition, which only Azure can judge\.$/,
  ],
  [
    'the role is new',
    routes([endpoint()], [given(eventSender, events, { createdOn: '2026-01-31T08:57:00Z' })]),
    told,
    'possible',
    'plant-a’s identity may send to event hub alerts of contoso-events since so short a time that Azure may take 7 minutes more to apply it.',
  ],
  [
    'the role is of yesterday, through a group',
    routes(
      [endpoint()],
      [
        given(eventSender, events, {
          createdOn: '2026-01-30T21:00:00Z',
          principalId: engineers,
          principalType: 'Group',
        }),
      ],
    ),
    told,
    'possible',
    /Azure may take 12 hours more to apply it\.$/,
  ],
  [
    'undeliverable events cannot be kept',
    routes(
      [endpoint({ deadLetterUri: 'https://contosoblobs.blob.core.windows.net/letters' })],
      [given(eventSender, events)],
    ),
    told,
    'possible',
    'plant-a’s identity may not write blobs in container letters of contosoblobs. What endpoint alerts cannot deliver is lost.',
  ],
  [
    'the namespace is not seen, and the identity may send nowhere',
    routes([endpoint()], [], unseen),
    told,
    'possible',
    'plant-a’s identity may send to nothing of that kind in the subscription of plant-a. I see no Event Hubs namespace called contoso-events, so it may be in another one.',
  ],
  [
    'the namespace is not seen, and the identity may send somewhere',
    routes([endpoint()], [given(eventSender, resourceGroup)], unseen),
    told,
    'unknown',
    'I see no Event Hubs namespace called contoso-events, so I cannot tell whether plant-a’s identity may send to it.',
  ],
  ['endpoints could not be read', downstream([], { endpoints: unknown('No.') }), told, 'unknown', 'No.'],
  [
    'where things are could not be read',
    routes([endpoint()], [], { resources: unknown('No.') }),
    told,
    'unknown',
    'No.',
  ],
  [
    'its roles could not be read',
    routes([endpoint()], [], { roles: [{ objectId: itself, subscription, held: unknown('No.') }] }),
    told,
    'unknown',
    'No.',
  ],
  [
    'role definitions could not be read',
    { ...routes([endpoint()], []), definitions: unknown('No.') },
    told,
    'unknown',
    'No.',
  ],
  [
    'a role has no definition',
    routes([endpoint()], [given({ ...eventSender, id: 'f00d' }, events)]),
    told,
    'unknown',
    /^Azure lists no definition of a role/,
  ],
  [
    'who the identity is was not said',
    routes(
      [endpoint({ userAssignedIdentity: sharedId })],
      [],
      {},
      {
        ...plantA,
        identity: { userAssigned: [{ id: sharedId }] },
      },
    ),
    told,
    'unknown',
    /^Azure does not show who identity twins-sender of plant-a is/,
  ],
  [
    'Azure does not say where the endpoint is',
    routes([{ ...endpoint(), uri: 'https://odd' }]),
    told,
    'unknown',
    'Azure does not say where endpoint alerts delivers to.',
  ],
  ['the instance could not be looked up', { instance: unknown('No.') }, told, 'unknown', 'No.'],
  ['there is no instance', { instance: known({ candidates: [] }) }, told, undefined],
  [
    'the identity may send at the namespace, in any case of its name',
    routes(
      [endpoint({ userAssignedIdentity: sharedId.toUpperCase() })],
      [given(eventSender, events.toUpperCase(), { principalId: shared })],
    ),
    told,
    'ruled-out',
    /^plant-a may send to every endpoint by its roles\. Network rules/,
  ],
  [
    'it may send to the entity alone, and write what is left',
    routes(
      [endpoint({ deadLetterUri: 'https://contosoblobs.blob.core.windows.net/letters' }), topic],
      [
        given(eventSender, `${events}/eventhubs/alerts`),
        given(busSender, resourceGroup),
        given(blobWriter, `${blobs}/blobServices/default/containers/letters`),
      ],
    ),
    told,
    'ruled-out',
  ],
  [
    'the namespace is seen by the role there alone',
    routes([endpoint()], [given(eventSender, `${events}/eventhubs/alerts`)], unseen),
    told,
    'ruled-out',
  ],
  [
    'the namespace is in another subscription, where it may send',
    routes([endpoint()], [], {
      resources: known([
        {
          id: `${otherSubscription}/resourceGroups/x/providers/Microsoft.EventHub/namespaces/contoso-events`,
          name: 'Contoso-Events',
          type: 'microsoft.eventhub/namespaces',
        },
      ]),
      roles: [
        { objectId: itself, subscription, held: known([]) },
        {
          objectId: itself,
          subscription: otherSubscription,
          held: known([given(eventSender, `${otherSubscription}/resourceGroups/x`)]),
        },
      ],
    }),
    told,
    'ruled-out',
  ],
  ['there is no endpoint', routes([]), told, 'ruled-out', /^plant-a has no endpoint, so/],
];

describe('delivery of event routes', () => {
  verdicts(eventRouteDelivery, rows);

  const finding = (...args: Parameters<typeof routes>) => eventRouteDelivery(situation(routes(...args), told));

  it('is mended by the role, given by a command on the event hub itself', () => {
    const { title, remedy, docs } = finding([endpoint()]) ?? {};
    assert.equal(title, 'Event routes cannot deliver: plant-a’s identity may not send');
    assert.deepEqual(remedy, {
      who: 'An Owner or User Access Administrator of contoso-events',
      command: `az role assignment create --assignee-object-id ${itself} --assignee-principal-type ServicePrincipal --role "Azure Event Hubs Data Sender" --scope "${events}/eventhubs/alerts"`,
      portalUrl: `https://portal.azure.com/#@${plantA.tenantId}/resource${events}/users`,
    });
    assert.match(docs ?? '', /how-to-create-endpoints$/);
  });

  it('is mended by one command for each receiver, and the role that fits it', () => {
    const { command, who } = finding([endpoint(), topic])?.remedy ?? {};
    assert.match(
      command ?? '',
      /"Azure Event Hubs Data Sender" .+ && .+ "Azure Service Bus Data Sender" --scope ".+\/topics\/orders"$/,
    );
    assert.match(who ?? '', /contoso-events, and an Owner or .+ contoso-bus$/);
  });

  it('needs an identity first where the instance has none', () => {
    const { title, remedy } = finding([endpoint()], [], {}, plantA) ?? {};
    assert.equal(title, 'Event routes cannot deliver: plant-a has no identity');
    assert.equal(
      remedy?.command,
      'az dt identity assign --dt-name "plant-a" --resource-group "twins-prod" --mi-system-assigned',
    );
    assert.deepEqual(remedy?.steps, [
      'Turn on the identity of plant-a, then give it Azure Event Hubs Data Sender on event hub alerts of contoso-events.',
    ]);
  });

  it('gets no command where a name holds what a shell reads', () => {
    assert.equal(finding([endpoint({ entityPath: '$(rm -rf ~)' })])?.remedy?.command, undefined);
    const odd = finding([endpoint()], [], {}, { ...plantA, resourceGroup: 'x"; y' });
    assert.equal(odd?.remedy?.command, undefined);
  });

  it('never asks for a role of Azure Digital Twins', () => {
    for (const [, facts, report] of rows) {
      assert.equal(eventRouteDelivery(situation(facts, report))?.remedy?.action, undefined);
    }
  });

  it('shows every endpoint as evidence, with the call that told', () => {
    const evidence = finding([endpoint(), topic, keys], [given(busSender, bus)])?.evidence ?? [];
    assert.deepEqual(
      evidence.map(({ text }) => text),
      [
        'plant-a’s identity may not send to event hub alerts of contoso-events.',
        'plant-a’s identity may send to topic orders of contoso-bus.',
        'Endpoint old signs in with keys that it keeps; whether they are still valid only the receiver knows.',
      ],
    );
    assert.ok(evidence.every(({ source }) => source !== undefined));
  });

  it('is titled by its worst cause', () => {
    assert.equal(finding([keys])?.title, 'The keys of endpoint old may no longer be valid');
    assert.equal(finding([endpoint()], [given(eventSender, events)])?.title, 'Delivery of event routes');
  });
});
