const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Best first: what a support case asks for. */
const correlation = [
  new RegExp(`correlation[ _-]?(?:request[ _-]?)?id\\\\?["']?(?: is)?[\\s:=]{0,4}\\\\?["']?(${guid})`, 'i'),
  new RegExp(`(?:x-ms-|apim-|client-)?request[ _-]?id\\\\?["']?(?: is)?[\\s:=]{0,4}\\\\?["']?(${guid})`, 'i'),
  new RegExp(`(?:trace|activity)[ _-]?id\\\\?["']?(?: is)?[\\s:=]{0,4}\\\\?["']?(${guid})`, 'i'),
];
const httpDate = /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT/;
const isoTime = /(?<!\d)20\d{2}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:\d{2})/;

/** The id under which Azure logged the refused call. */
export function readCorrelationId(text: string): string | undefined {
  for (const pattern of correlation) {
    const id = pattern.exec(text)?.[1];
    if (id !== undefined) return id.toLowerCase();
  }
  return undefined;
}

/** When it failed, ISO 8601 in UTC. A time without a zone is left alone: nobody can tell what it means. */
export function readTime(text: string): string | undefined {
  const written = httpDate.exec(text)?.[0] ?? isoTime.exec(text)?.[0].replace(' ', 'T').replace(',', '.');
  const time = written === undefined ? Number.NaN : Date.parse(written);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
