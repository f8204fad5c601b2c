import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

const shape = sieved(/\bpost ?man\b|PostmanRuntime\/|\bpm\.(?:response|environment)\b/i);

/** Postman, by name, by its user agent or by its script's words. */
export const postman: Format = (_, failing) => (shape.test(failing) ? { client: 'postman' } : undefined);
