/** Built-in roles by GUID: names can change, GUIDs do not (Azure RBAC docs, "Azure built-in roles"). */

export interface BuiltInRole {
  /** GUID of the role definition, lower case. */
  id: string;
  name: string;
}

export const ADT_DATA_OWNER: BuiltInRole = {
  id: 'bcd981a7-7f74-457b-83e1-cceb9e632ffe',
  name: 'Azure Digital Twins Data Owner',
};

export const ADT_DATA_READER: BuiltInRole = {
  id: 'd57506d4-4c8d-48b1-8587-93c323f6a5a3',
  name: 'Azure Digital Twins Data Reader',
};

export const OWNER: BuiltInRole = { id: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', name: 'Owner' };

export const CONTRIBUTOR: BuiltInRole = { id: 'b24988ac-6180-42a0-ab88-20f7382dd24c', name: 'Contributor' };

export const READER: BuiltInRole = { id: 'acdd72a7-3385-48ef-bd42-f606fba81ae7', name: 'Reader' };

export const USER_ACCESS_ADMINISTRATOR: BuiltInRole = {
  id: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  name: 'User Access Administrator',
};

export const RBAC_ADMINISTRATOR: BuiltInRole = {
  id: 'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
  name: 'Role Based Access Control Administrator',
};

/** What the two data roles were called during preview: same GUIDs, so people may know them by these names. */
export const PREVIEW_NAMES: ReadonlyMap<string, string> = new Map([
  [ADT_DATA_OWNER.id, 'Azure Digital Twins Owner (Preview)'],
  [ADT_DATA_READER.id, 'Azure Digital Twins Reader (Preview)'],
]);
