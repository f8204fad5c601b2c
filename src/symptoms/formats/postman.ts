import type { Format } from './format.ts';

/** Postman, by name, by its user agent or by its script's words. */
export const postman: Format = (text) =>
  /\bpost ?man\b|PostmanRuntime\/|\bpm\.(?:response|environment)\b/i.test(text) ? { client: 'postman' } : undefined;
