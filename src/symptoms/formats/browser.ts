import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

const shape = sieved(
  /Failed to load resource: the server responded|net::ERR_|\b(?:chrome|firefox|edge|safari|browser)(?:'s)? (?:console|dev ?tools|network tab)\b|\bTypeError: (?:Failed to fetch|NetworkError)|\bfrom (?:the|my|a) browser\b|\bin (?:the|my) browser\b|\b(?:GET|POST|PUT|PATCH|DELETE) https?:\/\/\S{4,300} (?:net::|4\d\d \(\w)/i,
);

const cors = sieved(
  /blocked by CORS|Access-Control-Allow-Origin|\bCORS\b|Cross-Origin Request Blocked|preflight request/i,
);

/** What a browser itself prints, in the languages of Chrome and Firefox. */
const printed = sieved(
  /blocked by CORS|Cross-Origin[^\n]{0,40}(?:blocked|blockiert|bloqu)|CORS[ -](?:policy|header|error|failed|issue|request did not|Kopfzeile|Anfrage|Missing Allow)|(?:header|Kopfzeile|en-tête|cabecera|cabeçalho) ['"‘“]?Access-Control-Allow-Origin|No 'Access-Control-Allow-Origin'|preflight request/i,
);

export const corsMessage = (text: string): boolean => printed.test(text);
export const corsRefusal = (text: string): boolean => cors.test(text);

/** A browser's console: CORS, which ADT does not support, and `Failed to load resource`. */
export const browser: Format = (text) => (cors.test(text) || shape.test(text) ? { client: 'browser' } : undefined);
