import assert from 'node:assert/strict';
import { readDownstream } from '../../src/symptoms/downstream.ts';

describe('readDownstream', () => {
  for (const [text, expected] of [
    ['events from plant-a never arrive in our event hub', 'event-route'],
    ['the event route delivers nothing to Service Bus', 'event-route'],
    ['the ADT endpoint is unhealthy, dead-letter container is full', 'event-route'],
    ['"operationName":"Microsoft.DigitalTwins/eventroutes/action","resultSignature":"403"', 'event-route'],
    ['data history shows nothing since Monday', 'data-history'],
    ['Could not create Azure Digital Twins instance connection. Unable to create table', 'data-history'],
    ['3D Scenes Studio: You do not have access to this storage container', '3d-scenes'],
    ['403 from the blob container in 3D scenes', '3d-scenes'],
    ['import job failed: 403 on the storage container', 'jobs'],
    ['the deletion job cannot write to the output blob', 'jobs'],
    ['403 creating an event route to the event hub endpoint', undefined],
    ['az dt job import create -n plant-a: 403', undefined],
    ['3D Scenes Studio shows 403 from digital twins', undefined],
    ['our event hub triggered function gets 403', undefined],
    ['I get 403 on plant-a', undefined],
  ] as const) {
    it(`reads ${expected ?? 'nothing'} in: ${text}`, () => assert.equal(readDownstream(text), expected));
  }
});
