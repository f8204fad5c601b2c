import type { Format } from './format.ts';

/** Raw requests and responses: curl, Postman, a response's headers, an ADT error body. */
export const http: Format = (text) => {
  const length = /\bcontent-length\\?["']?:? {0,2}["']?(\d{1,9})/i.exec(text)?.[1];
  const empty =
    length === '0' ||
    /\bempty (?:response )?body\b|\(empty body\)|\bbody (?:is|was) empty\b|\bno (?:response )?body\b|\bwithout (?:a |any )?body\b/i.test(
      text,
    );
  const present =
    (length !== undefined && length !== '0') ||
    /\{\s{0,20}\\?"(?:statusCode|error)\\?"\s{0,4}:\s{0,4}[\d{]/.test(text) ||
    /Public network access disabled by policy|Sub-domain not found/i.test(text);
  const client = /(?<![\w-])curl\s|(?:^|\n)[<>] (?:HTTP\/|GET |PUT |POST |PATCH |DELETE )/.test(text)
    ? 'curl'
    : /\bpostman/i.test(text)
      ? 'postman'
      : undefined;
  if (!empty && !present && client === undefined) return undefined;
  return {
    ...(client === undefined ? {} : { client }),
    // An explicit word on an empty body wins over a length that may be the request's.
    ...(empty ? { body: 'empty' } : present ? { body: 'present' } : {}),
  };
};
