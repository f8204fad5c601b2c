import { ADT_DATA_OWNER, ADT_DATA_READER, type BuiltInRole } from './roles.ts';

/** What somebody tried, as coarse as people report it. */
export type AdtOperation = 'read' | 'query' | 'write' | 'delete' | 'models' | 'event-routes' | 'jobs' | 'control-plane';

export interface NeededActions {
  /** Data actions that the operation needs, all of them; none for a control-plane operation. */
  dataActions: readonly string[];
  /** Microsoft publishes no table of calls and data actions: true where the action is concluded from its description. */
  inferred: boolean;
}

const NEEDED: Record<AdtOperation, NeededActions> = {
  read: { dataActions: ['Microsoft.DigitalTwins/digitaltwins/read'], inferred: false },
  // A read that is spelt /action: a role with only …/read actions cannot query.
  query: { dataActions: ['Microsoft.DigitalTwins/query/action'], inferred: false },
  write: { dataActions: ['Microsoft.DigitalTwins/digitaltwins/write'], inferred: false },
  delete: { dataActions: ['Microsoft.DigitalTwins/digitaltwins/delete'], inferred: false },
  models: { dataActions: ['Microsoft.DigitalTwins/models/write'], inferred: true },
  'event-routes': { dataActions: ['Microsoft.DigitalTwins/eventroutes/write'], inferred: false },
  // An import also needs write on each element type it brings; which ones is in a file that only the job reads.
  jobs: { dataActions: ['Microsoft.DigitalTwins/jobs/imports/write'], inferred: true },
  'control-plane': { dataActions: [], inferred: false },
};

/** The same topics, only looked at. */
const NEEDED_TO_LOOK: Partial<Record<AdtOperation, NeededActions>> = {
  models: { dataActions: ['Microsoft.DigitalTwins/models/read'], inferred: false },
  'event-routes': { dataActions: ['Microsoft.DigitalTwins/eventroutes/read'], inferred: false },
  jobs: { dataActions: ['Microsoft.DigitalTwins/jobs/imports/read'], inferred: false },
};

/**
 * The data actions an operation needs (Azure docs, "Azure permissions for Internet of Things").
 * Models, event routes and jobs count as changing them, the usual reason for a 403 there, unless `access` is 'read'. An operation that is not known
 * is taken as reading a twin, the least that any use of the data needs, and is marked inferred.
 */
export function neededActions(operation?: AdtOperation, access?: 'read' | 'write'): NeededActions {
  if (operation === undefined) return { ...NEEDED.read, inferred: true };
  return (access === 'read' ? NEEDED_TO_LOOK[operation] : undefined) ?? NEEDED[operation];
}

/**
 * The smaller of the two data roles that covers an operation; undefined for the control plane, where neither helps.
 * For an operation that is not known it is Data Owner: "many actions require it", says Microsoft's article on this 403,
 * and nothing shows that Data Reader would be enough. The person can still choose the smaller one.
 */
export function leastDataRole(operation?: AdtOperation, access?: 'read' | 'write'): BuiltInRole | undefined {
  if (operation === 'control-plane') return undefined;
  if (operation !== undefined && access === 'read') return ADT_DATA_READER;
  return operation === 'read' || operation === 'query' ? ADT_DATA_READER : ADT_DATA_OWNER;
}
