import type { DataHistoryConnection, Endpoint } from '../../tenant.ts';

/** A part of another resource that is to be reached: an event hub, a topic, a container. */
export interface Target {
  /** Of the resource, in lower case: 'microsoft.eventhub/namespaces' … */
  type: string;
  /** Of the resource. */
  name: string;
  /** How its resource id goes on to the part: '/eventhubs/alerts'. Empty where the whole resource is meant. */
  part: string;
  /** 'event hub alerts of contoso-events' */
  inWords: string;
  /** Resource id, where what names the resource gives it; else it is looked for by its name. */
  id?: string;
}

export const storageAccounts = 'microsoft.storage/storageaccounts';
const eventHubs = 'microsoft.eventhub/namespaces';
const serviceBus = 'microsoft.servicebus/namespaces';

/** Where an endpoint delivers to; undefined where it does not say, as with keys. */
export function deliveryTarget({ type, uri, entityPath }: Endpoint): Target | undefined {
  const [, name] = /^sb:\/\/([^./:]+)\./i.exec(uri ?? '') ?? [];
  if (name === undefined) return undefined;
  return type === 'ServiceBus' ? topicTarget(name, entityPath) : eventHubTarget(name, entityPath);
}

/** The container that an endpoint's undeliverable events go to, where an identity writes it. */
export function deadLetterTarget({ deadLetterUri }: Endpoint): Target | undefined {
  const [, account, container] = /^https:\/\/([a-z0-9]+)\.\w+\.[^/]+(?:\/([^/?]+))?/i.exec(deadLetterUri ?? '') ?? [];
  return account === undefined ? undefined : blobTarget(account, container);
}

/** The event hub that data history goes through. */
export function historyTarget({ eventHubNamespaceId, eventHub }: DataHistoryConnection): Target {
  const name = lastOf(eventHubNamespaceId);
  return { ...eventHubTarget(name, eventHub), id: eventHubNamespaceId };
}

/** The database that data history is read into. */
export function databaseTarget({ adxResourceId, adxDatabaseName }: DataHistoryConnection): Target {
  const name = lastOf(adxResourceId);
  return {
    type: 'microsoft.kusto/clusters',
    name,
    part: `/databases/${adxDatabaseName}`,
    inWords: `database ${adxDatabaseName} of ${name}`,
    id: adxResourceId,
  };
}

/** Without a container the whole account is meant. */
export function blobTarget(account: string, container?: string): Target {
  const place = { type: storageAccounts, name: account };
  if (container === undefined) return { ...place, part: '', inWords: `storage account ${account}` };
  const part = `/blobServices/default/containers/${container}`;
  return { ...place, part, inWords: `container ${container} of ${account}` };
}

function eventHubTarget(name: string, hub: string | undefined): Target {
  const place = { type: eventHubs, name };
  if (hub === undefined) return { ...place, part: '', inWords: `Event Hubs namespace ${name}` };
  return { ...place, part: `/eventhubs/${hub}`, inWords: `event hub ${hub} of ${name}` };
}

function topicTarget(name: string, topic: string | undefined): Target {
  const place = { type: serviceBus, name };
  if (topic === undefined) return { ...place, part: '', inWords: `Service Bus namespace ${name}` };
  return { ...place, part: `/topics/${topic}`, inWords: `topic ${topic} of ${name}` };
}

function lastOf(resourceId: string): string {
  return resourceId.split('/').at(-1) ?? resourceId;
}
