/** ISO 8601 time, so many minutes after a moment. */
export function minutesAfter(moment: Date, minutes: number): string {
  return new Date(moment.getTime() + minutes * 60_000).toISOString();
}
