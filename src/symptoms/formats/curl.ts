import type { Format } from './format.ts';

/** A curl command, what `curl -v` prints, or curl by name. */
export const curl: Format = (_, failing) =>
  /(?<![\w-])curl(?:\.exe)?(?![\w-])|(?:^|\n)[<>*] (?:HTTP\/|GET |PUT |POST |PATCH |DELETE |Trying |Connected to )/i.test(
    failing,
  )
    ? { client: 'curl' }
    : undefined;
