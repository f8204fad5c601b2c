/** The threads of a channel carry its id before a ';' (Teams docs, "Channel and group chat conversations with a bot"). */
export function channelIdOf(conversationId: string): string {
  return conversationId.split(';', 1)[0] ?? conversationId;
}
