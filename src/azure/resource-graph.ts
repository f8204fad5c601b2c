import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import { z } from 'zod/v4';
import type { CallOptions } from '../tenant.ts';
import { postToArm, unreadable } from './arm-client.ts';
import type { Cloud } from './clouds.ts';

const path = '/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01';

// Made once: a new schema is compiled anew at its first use.
const table = z.object({ data: z.array(z.unknown()) });

/** One query over all that the bot can see in the tenant. `row` says what each row must be. */
export async function queryResources<Row extends z.ZodType>(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  call: string,
  query: readonly string[],
  row: Row,
  options: CallOptions,
): Promise<z.output<Row>[]> {
  const description = { call, permission: 'Microsoft.ResourceGraph/resources/read' };
  const body = { query: query.join(' | '), options: { resultFormat: 'objectArray' } };
  const answer = table.safeParse(await postToArm(client, cloud, path, body, description, options));
  if (!answer.success) throw unreadable(description, answer.error);
  return answer.data.data.map((each) => {
    const read = row.safeParse(each);
    if (!read.success) throw unreadable(description, read.error);
    return read.data;
  });
}

/** A KQL string literal. The text comes from a person, so it must not end the literal. */
export function literal(text: string): string {
  return `'${text
    .slice(0, 300)
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replace(/[\r\n]/g, ' ')}'`;
}
