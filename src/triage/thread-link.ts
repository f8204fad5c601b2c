import type { Case } from './case.ts';

/** The thread of a report in Teams; undefined where it was made in a chat, which nobody else can open. */
export function threadLink({ origin }: Pick<Case, 'origin'>): string | undefined {
  const [, message] = /;messageid=(\d+)$/.exec(origin.conversationId) ?? [];
  return message === undefined ? undefined : messageLink(origin.conversationId, message);
}

/** A message in a channel, or in a thread there; undefined for any other. */
export function messageLink(conversationId: string, activityId: string): string | undefined {
  const [, channel, thread = activityId] = /^(19:[^;\s]+)(?:;messageid=(\d+))?$/.exec(conversationId) ?? [];
  if (channel === undefined || !/^\d+$/.test(activityId)) return undefined;
  // Teams docs, "Create deep links to a channel conversation".
  return `https://teams.microsoft.com/l/message/${encodeURIComponent(channel)}/${activityId}?parentMessageId=${thread}`;
}
