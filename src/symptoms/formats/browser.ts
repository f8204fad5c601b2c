import type { Format } from './format.ts';

const cors = /blocked by CORS|Access-Control-Allow-Origin|\bCORS (?:policy|error|issue|problem)/i;

export const corsRefusal = (text: string): boolean => cors.test(text);

/** A browser's console: CORS, which ADT does not support, and `Failed to load resource`. */
export const browser: Format = (text) =>
  cors.test(text) ||
  /Failed to load resource: the server responded|net::ERR_|\b(?:chrome|firefox|edge) (?:console|dev ?tools)\b|\bbrowser console\b/i.test(
    text,
  )
    ? { client: 'browser' }
    : undefined;
