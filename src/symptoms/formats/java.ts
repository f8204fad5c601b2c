import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

const shape = sieved(
  /\bcom\.(?:azure|microsoft)\.\w|\.java:\d|\bjavax?\.(?:\w{1,20}\.){1,3}\w{1,60}(?:Exception|Error)|reactor\.(?:core|netty)|\bHttpResponseException\b|\bDigitalTwins(?:Async)?ClientBuilder\b|\borg\.springframework\b/,
);

/** `HttpResponseException: Status code 403, (empty body)` (azure-sdk-for-java#22640). */
export const java: Format = (text) => {
  const status = /\bStatus code (\d{3}), (?:(\(empty body\)|"")|\\?["{(])/.exec(text);
  if (status === null && !shape.test(text)) {
    return undefined;
  }
  return {
    client: 'java',
    ...(status === null ? {} : { status: Number(status[1]), body: status[2] === undefined ? 'present' : 'empty' }),
  };
};
