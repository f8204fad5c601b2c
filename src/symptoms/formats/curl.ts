import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

const shape = sieved(
  /(?<![\w-])curl(?:\.exe)?(?![\w-])|(?:^|\n)[<>*] (?:HTTP\/|GET |PUT |POST |PATCH |DELETE |Trying |Connected to )/i,
);

/** A curl command, what `curl -v` prints, or curl by name. */
export const curl: Format = (_, failing) => (shape.test(failing) ? { client: 'curl' } : undefined);
