import type { Format } from './format.ts';

/** `azure.core.exceptions.HttpResponseError: Operation returned an invalid status 'Forbidden'`. */
export const python: Format = (text) =>
  /\bazure\.(?:core|identity|digitaltwins)\b|Traceback \(most recent call last\)|\.py", line \d|\.py:\d|azure-digitaltwins-core|\bHttpResponseError\b|\bClientAuthenticationError\b|Operation returned an invalid status '/.test(
    text,
  )
    ? { client: 'python' }
    : undefined;
