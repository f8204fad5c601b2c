import type { ChannelInUse, ChannelLeft } from '../access/delivery.ts';
import type { ChannelLeftJob, Job } from '../jobs/job.ts';

/** Tells the channel that was used before, if it is another one. */
export function leftJobs(
  tenantId: string,
  use: ChannelLeftJob['use'],
  { conversationId }: ChannelInUse,
  left: ChannelLeft | undefined,
): Job[] {
  if (left === undefined || left.conversationId === conversationId) return [];
  return [{ name: 'channel.left', data: { tenantId, use, ...left } }];
}
