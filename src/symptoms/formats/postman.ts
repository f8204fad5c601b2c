import type { Format } from './format.ts';

/** Postman, by name, by its user agent or by its script's words. */
export const postman: Format = (_, failing) =>
  /\bpost ?man\b|PostmanRuntime\/|\bpm\.(?:response|environment)\b/i.test(failing) ? { client: 'postman' } : undefined;
