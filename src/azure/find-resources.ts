import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import { z } from 'zod/v4';
import type { AzureResource, CallOptions } from '../tenant.ts';
import type { Cloud } from './clouds.ts';
import { literal, queryResources } from './resource-graph.ts';

const row = z.object({ id: z.string(), name: z.string(), type: z.string().toLowerCase() });

/** Resources visible to the bot in every subscription, of these types, and of these names where any are given. */
export async function findResources(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  { types, names }: { types: readonly string[]; names?: readonly string[] },
  options: CallOptions,
): Promise<AzureResource[]> {
  if (types.length === 0 || names?.length === 0) return [];
  const anyOf = (texts: readonly string[]) => `(${texts.map(literal).join(', ')})`;
  const query = [
    'resources',
    `where type in~ ${anyOf(types)}`,
    ...(names === undefined ? [] : [`where name in~ ${anyOf(names)}`]),
    'project id, name, type',
    'order by name asc',
    'take 1000',
  ];
  return queryResources(client, cloud, 'Resource Graph: find resources', query, row, options);
}
