/** What the directory's audit log tells of groups (Graph docs, "List directoryAudits"). */
import { z } from 'zod/v4';
import { type CallOptions, type Logged, type RemovedMember, type Stretch, TenantError } from '../tenant.ts';
import { unreadable } from './arm-client.ts';
import type { GraphReader } from './graph-client.ts';
import { isGuid } from './ids.ts';

const listCall = { call: 'Graph: list directory audits', permission: 'Microsoft Graph AuditLog.Read.All' };
const NO_LICENCE = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';
const MOST = 1_000;

const audit = z.object({
  activityDateTime: z.iso.datetime({ offset: true }),
  result: z.string().nullish().catch(undefined),
  targetResources: z
    .array(
      z.object({
        id: z.string().nullish(),
        type: z.string().nullish(),
        modifiedProperties: z
          .array(z.object({ displayName: z.string().nullish(), oldValue: z.string().nullish() }))
          .nullish()
          .catch(undefined),
      }),
    )
    .catch([]),
});

/** One entry for each that was taken out of a group, the newest first. */
export async function listRemovedMembers(
  graph: GraphReader,
  { from, to }: Stretch,
  options: CallOptions,
): Promise<Logged<RemovedMember>> {
  const filter = [
    `activityDateTime ge ${new Date(from).toISOString()}`,
    `activityDateTime le ${new Date(to).toISOString()}`,
    "activityDisplayName eq 'Remove member from group'",
  ].join(' and ');
  const query = `$filter=${encodeURIComponent(filter)}&$orderby=${encodeURIComponent('activityDateTime desc')}&$top=500`;
  try {
    const items = await graph.list(`/auditLogs/directoryAudits?${query}`, MOST, listCall, options);
    const successes = items.map(readAudit).filter(({ result }) => !result || result.toLowerCase() === 'success');
    const entries = successes.map(removalIn).filter((removal) => removal !== undefined);
    return {
      entries: entries.toSorted((a, b) => b.at.localeCompare(a.at)),
      complete: items.length < MOST && entries.length === successes.length,
    };
  } catch (error) {
    if (!(error instanceof TenantError) || error.azureCode !== NO_LICENCE) throw error;
    // No right would help, so none is named.
    throw new TenantError(
      `${listCall.call}: only a tenant with Microsoft Entra ID P1 or P2 lets programs read its audit log.`,
      { code: 'rejected', call: listCall.call, azureCode: NO_LICENCE, cause: error },
    );
  }
}

function readAudit(item: unknown): z.output<typeof audit> {
  const read = audit.safeParse(item);
  if (read.success) return read.data;
  throw unreadable(listCall, read.error);
}

function removalIn({ activityDateTime, targetResources: targets }: z.output<typeof audit>): RemovedMember | undefined {
  // Which group it was stands with the member, in quotes; a member can be a group itself.
  const told = targets
    .flatMap(({ modifiedProperties }) => modifiedProperties ?? [])
    .find(({ displayName }) => displayName === 'Group.ObjectID')
    ?.oldValue?.replaceAll('"', '');
  const groupId = (told || targets.findLast(({ type }) => type?.toLowerCase() === 'group')?.id)?.toLowerCase();
  const memberId = targets.map(({ id }) => id?.toLowerCase()).find((id) => id && id !== groupId);
  if (!isGuid(groupId) || !isGuid(memberId)) return undefined;
  return { at: new Date(activityDateTime).toISOString(), groupId, memberId };
}
