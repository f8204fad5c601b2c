/**
 * Whether a conversation was heard from after it is said to be gone, both by the clock of Teams: then the bot is back there.
 * Teams tells of a removal late at times, or again. What it gives no time for has no order, and is taken at its word.
 */
export function isSeenSince(seenAt: Date | null, goneAt: Date | undefined): boolean {
  return seenAt !== null && goneAt !== undefined && seenAt > goneAt;
}
