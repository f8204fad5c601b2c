/** ISO 8601 time, so many minutes after a moment. */
export function minutesAfter(moment: Date, minutes: number): string {
  return secondsAfter(moment, minutes * 60);
}

export function secondsAfter(moment: Date, seconds: number): string {
  return new Date(moment.getTime() + seconds * 1000).toISOString();
}
