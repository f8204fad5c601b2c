import type { Need } from './look.ts';

const blobs = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs';

export const sendToEventHub: Need = {
  action: 'Microsoft.EventHub/namespaces/messages/send/action',
  plane: 'data',
  doing: 'send to',
  role: 'Azure Event Hubs Data Sender',
};

export const sendToTopic: Need = {
  action: 'Microsoft.ServiceBus/namespaces/messages/send/action',
  plane: 'data',
  doing: 'send to',
  role: 'Azure Service Bus Data Sender',
};

/** To set data history up takes Data Owner; that it may receive too tells it from a mere sender. */
export const setUpEventHub: Need = {
  action: 'Microsoft.EventHub/namespaces/messages/receive/action',
  plane: 'data',
  doing: 'set up data history on',
  role: 'Azure Event Hubs Data Owner',
};

export const setUpDatabase: Need = {
  action: 'Microsoft.Kusto/clusters/databases/write',
  plane: 'control',
  doing: 'set up data history in',
  role: 'Contributor',
};

export const readBlobs: Need = {
  action: `${blobs}/read`,
  plane: 'data',
  doing: 'read blobs in',
  role: 'Storage Blob Data Reader',
};

export const writeBlobs: Need = {
  action: `${blobs}/write`,
  plane: 'data',
  doing: 'write blobs in',
  role: 'Storage Blob Data Contributor',
};

/** 3D Scenes Studio also looks at the account itself. */
export const seeAccount: Need = {
  action: 'Microsoft.Storage/storageAccounts/read',
  plane: 'control',
  doing: 'look at the settings of',
  role: 'Reader',
};
