import assert from 'node:assert/strict';
import { dataHistory } from '../../../src/diagnosis/checks/data-history.ts';
import type { RoleAssignment } from '../../../src/rbac/model.ts';
import * as roles from '../../../src/rbac/roles.ts';
import type { DataHistoryConnection } from '../../../src/tenant.ts';
import {
  downstream,
  eventOwner,
  eventSender,
  events,
  given,
  itself,
  plantWithIdentity,
  shared,
  sharedId,
} from '../../support/downstream.ts';
import {
  definitions,
  known,
  plantA,
  resourceGroup,
  situation,
  subscription,
  unknown,
} from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const told = { downstream: 'data-history' } as const;
const adx = `${resourceGroup}/providers/Microsoft.Kusto/clusters/contoso-adx`;
const connection = (more: Partial<DataHistoryConnection> = {}): DataHistoryConnection => ({
  name: 'history',
  provisioningState: 'Succeeded',
  adxResourceId: adx,
  adxDatabaseName: 'twins',
  eventHubNamespaceId: events,
  eventHub: 'history',
  ...more,
});
const history = (
  connections: DataHistoryConnection[],
  held: RoleAssignment[] = [],
  instance = plantWithIdentity,
  parts: object = {},
) => downstream(held, { connections: known(connections), ...parts }, instance);
const failed = connection({ provisioningState: 'Failed' });
const contributor = given(definitions.get(roles.CONTRIBUTOR.id) ?? eventOwner, adx);

const rows: Row[] = [
  ['the report is about something else', history([connection()]), { downstream: 'event-route' }, undefined],
  [
    'the identity may not send',
    history([connection()]),
    told,
    'confirmed',
    'plant-a’s identity may not send to event hub history of contoso-events.',
  ],
  [
    'the instance has no identity',
    history([connection()], [], plantA),
    told,
    'confirmed',
    'plant-a has no identity, and data history history writes as it.',
  ],
  [
    'its identity is not assigned any more',
    history([connection({ userAssignedIdentity: sharedId })], [], plantA),
    told,
    'confirmed',
    /^Identity twins-sender is not assigned to plant-a/,
  ],
  [
    'there is none yet, and no identity to create it for',
    history([], [], plantA),
    told,
    'confirmed',
    'plant-a has no identity, and data history is written as one.',
  ],
  [
    'it is not set up, and the identity is a mere sender',
    history([failed], [given(eventSender, events), contributor]),
    told,
    'confirmed',
    'plant-a’s identity may not set up data history on event hub history of contoso-events.',
  ],
  [
    'it is not set up, and the identity may not change the database',
    history([failed], [given(eventOwner, events)]),
    told,
    'confirmed',
    'plant-a’s identity may not set up data history in database twins of contoso-adx.',
  ],
  [
    'it is not set up, and every role is there: the permissions of the database are not seen',
    history([failed], [given(eventOwner, events), contributor]),
    told,
    'possible',
    /^Data history history is in state Failed\. To set it up, plant-a’s identity also has to be Admin .+ not seen from here\.$/,
  ],
  [
    'there is none yet',
    history([]),
    told,
    'possible',
    /^plant-a has no data history yet\. To create it, its identity needs/,
  ],
  ['it could not be read', downstream([], { connections: unknown('No.') }), told, 'unknown', 'No.'],
  [
    'roles there could not be read',
    history([connection()], [], plantWithIdentity, {
      roles: [{ objectId: itself, subscription, held: unknown('No.') }],
    }),
    told,
    'unknown',
    'No.',
  ],
  [
    'who the identity is was not said',
    history([connection({ userAssignedIdentity: sharedId })], [], {
      ...plantA,
      identity: { userAssigned: [{ id: sharedId }] },
    }),
    told,
    'unknown',
    /^Azure does not show who identity twins-sender/,
  ],
  ['the instance could not be looked up', { instance: unknown('No.') }, told, 'unknown', 'No.'],
  ['there is no instance', { instance: known({ candidates: [] }) }, told, undefined],
  [
    'it is set up, and the identity may send',
    history([connection()], [given(eventSender, `${events}/eventhubs/history`)]),
    told,
    'ruled-out',
    /^plant-a may send to the event hub of its data history by its roles/,
  ],
  [
    'the identity that it uses may send',
    history([connection({ userAssignedIdentity: sharedId })], [given(eventOwner, events, { principalId: shared })]),
    told,
    'ruled-out',
  ],
];

describe('data history', () => {
  verdicts(dataHistory, rows);

  const finding = (...args: Parameters<typeof history>) => dataHistory(situation(history(...args), told));

  it('once set up takes the sender’s role on the event hub', () => {
    const { title, remedy } = finding([connection()]) ?? {};
    assert.equal(title, 'Data history is refused: plant-a’s identity lacks a role');
    assert.match(
      remedy?.command ?? '',
      /--role "Azure Event Hubs Data Sender" --scope ".+\/contoso-events\/eventhubs\/history"$/,
    );
  });

  it('that is not set up takes the owner’s role there, and Contributor on the database', () => {
    const { command } = finding([failed])?.remedy ?? {};
    assert.match(
      command ?? '',
      /"Azure Event Hubs Data Owner" .+ && .+ --role "Contributor" --scope ".+\/clusters\/contoso-adx\/databases\/twins"$/,
    );
    const admin = finding([failed], [given(eventOwner, events), contributor]);
    assert.equal(admin?.title, 'Data history history is not set up');
    assert.equal(admin?.remedy?.who, 'An Admin of database twins of contoso-adx');
  });

  it('needs an identity first where the instance has none', () => {
    assert.match(
      finding([connection()], [], plantA)?.remedy?.command ?? '',
      /^az dt identity assign --dt-name "plant-a"/,
    );
    assert.match(
      finding([], [], plantA)?.remedy?.steps?.[0] ?? '',
      /Data Owner on the event hub, Contributor on .+ Admin/,
    );
  });
});
