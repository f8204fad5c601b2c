/** Azure's built-in roles of this field, with the permissions that Azure RBAC's "built-in roles" reference gives them. */
import type { RoleDefinitionRecord, RolePermission } from './records.ts';

const ADT = 'Microsoft.DigitalTwins';
const BLOBS = 'Microsoft.Storage/storageAccounts/blobServices';

function builtIn(
  name: string,
  roleName: string,
  description: string,
  permission: Partial<RolePermission>,
): RoleDefinitionRecord {
  const permissions = [{ actions: [], notActions: [], dataActions: [], notDataActions: [], ...permission }];
  return { name, roleName, type: 'BuiltInRole', description, assignableScopes: ['/'], permissions };
}

export function builtInRoles(): RoleDefinitionRecord[] {
  return [
    builtIn(
      'bcd981a7-7f74-457b-83e1-cceb9e632ffe',
      'Azure Digital Twins Data Owner',
      'Full access role for Digital Twins data-plane',
      {
        dataActions: [
          `${ADT}/digitaltwins/*`,
          `${ADT}/digitaltwins/commands/*`,
          `${ADT}/digitaltwins/relationships/*`,
          `${ADT}/eventroutes/*`,
          `${ADT}/jobs/*`,
          `${ADT}/models/*`,
          `${ADT}/query/*`,
        ],
      },
    ),
    builtIn(
      'd57506d4-4c8d-48b1-8587-93c323f6a5a3',
      'Azure Digital Twins Data Reader',
      'Read-only role for Digital Twins data-plane properties',
      {
        dataActions: [
          `${ADT}/digitaltwins/read`,
          `${ADT}/digitaltwins/relationships/read`,
          `${ADT}/eventroutes/read`,
          `${ADT}/jobs/import/read`,
          `${ADT}/jobs/imports/read`,
          `${ADT}/jobs/deletions/read`,
          `${ADT}/models/read`,
          `${ADT}/query/action`,
        ],
      },
    ),
    builtIn(
      '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
      'Owner',
      'Grants full access to manage all resources, including the ability to assign roles in Azure RBAC.',
      { actions: ['*'] },
    ),
    builtIn(
      'b24988ac-6180-42a0-ab88-20f7382dd24c',
      'Contributor',
      'Grants full access to manage all resources, but does not allow you to assign roles in Azure RBAC, manage assignments in Azure Blueprints, or share image galleries.',
      {
        actions: ['*'],
        notActions: [
          'Microsoft.Authorization/*/Delete',
          'Microsoft.Authorization/*/Write',
          'Microsoft.Authorization/elevateAccess/Action',
          'Microsoft.Blueprint/blueprintAssignments/write',
          'Microsoft.Blueprint/blueprintAssignments/delete',
          'Microsoft.Compute/galleries/share/action',
          'Microsoft.Purview/consents/write',
          'Microsoft.Purview/consents/delete',
          'Microsoft.Resources/deploymentStacks/manageDenySetting/action',
          'Microsoft.Subscription/cancel/action',
          'Microsoft.Subscription/enable/action',
        ],
      },
    ),
    builtIn(
      'acdd72a7-3385-48ef-bd42-f606fba81ae7',
      'Reader',
      'View all resources, but does not allow you to make any changes.',
      { actions: ['*/read'] },
    ),
    builtIn(
      '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
      'User Access Administrator',
      'Lets you manage user access to Azure resources.',
      { actions: ['*/read', 'Microsoft.Authorization/*', 'Microsoft.Support/*'] },
    ),
    builtIn(
      'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
      'Role Based Access Control Administrator',
      'Manage access to Azure resources by assigning roles using Azure RBAC. This role does not allow you to manage access using other ways, such as Azure Policy.',
      {
        actions: [
          'Microsoft.Authorization/roleAssignments/write',
          'Microsoft.Authorization/roleAssignments/delete',
          '*/read',
          'Microsoft.Support/*',
        ],
      },
    ),
    builtIn(
      '2b629674-e913-4c01-ae53-ef4638d8f975',
      'Azure Event Hubs Data Sender',
      'Allows send access to Azure Event Hubs resources.',
      { actions: ['Microsoft.EventHub/*/eventhubs/read'], dataActions: ['Microsoft.EventHub/*/send/action'] },
    ),
    builtIn(
      'f526a384-b230-433a-b45c-95f59c4a2dec',
      'Azure Event Hubs Data Owner',
      'Allows for full access to Azure Event Hubs resources.',
      { actions: ['Microsoft.EventHub/*'], dataActions: ['Microsoft.EventHub/*'] },
    ),
    builtIn(
      '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39',
      'Azure Service Bus Data Sender',
      'Allows for send access to Azure Service Bus resources.',
      {
        actions: [
          'Microsoft.ServiceBus/*/queues/read',
          'Microsoft.ServiceBus/*/topics/read',
          'Microsoft.ServiceBus/*/topics/subscriptions/read',
        ],
        dataActions: ['Microsoft.ServiceBus/*/send/action'],
      },
    ),
    builtIn(
      '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
      'Storage Blob Data Reader',
      'Allows for read access to Azure Storage blob containers and data',
      {
        actions: [`${BLOBS}/containers/read`, `${BLOBS}/generateUserDelegationKey/action`],
        dataActions: [`${BLOBS}/containers/blobs/read`],
      },
    ),
    builtIn(
      'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
      'Storage Blob Data Contributor',
      'Allows for read, write and delete access to Azure Storage blob containers and data',
      {
        actions: [
          `${BLOBS}/containers/delete`,
          `${BLOBS}/containers/read`,
          `${BLOBS}/containers/write`,
          `${BLOBS}/generateUserDelegationKey/action`,
        ],
        dataActions: ['delete', 'read', 'write', 'move/action', 'add/action'].map(
          (action) => `${BLOBS}/containers/blobs/${action}`,
        ),
      },
    ),
  ];
}
