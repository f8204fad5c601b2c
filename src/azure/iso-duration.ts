const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Minutes of an ISO 8601 duration as Azure writes them: 'PT8H', 'P180D', 'P1DT30M'. Undefined for any other text. */
export function isoMinutes(text: string | undefined): number | undefined {
  const parts = DURATION.exec(text ?? '')?.slice(1);
  if (parts === undefined || parts.every((part) => part === undefined)) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  return days * 1_440 + hours * 60 + minutes + seconds / 60;
}
