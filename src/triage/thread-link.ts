import type { Case } from './case.ts';

/** The thread of a report in Teams; undefined where it was made in a chat, which nobody else can open. */
export function threadLink({ origin }: Pick<Case, 'origin'>): string | undefined {
  const [, channel, message] = /^(19:[^;\s]+);messageid=(\d+)$/.exec(origin.conversationId) ?? [];
  if (channel === undefined || message === undefined) return undefined;
  // Teams docs, "Create deep links to a channel conversation".
  return `https://teams.microsoft.com/l/message/${encodeURIComponent(channel)}/${message}?parentMessageId=${message}`;
}
