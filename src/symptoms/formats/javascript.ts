import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

const traces = sieved(
  /\bRestError\b|(?<![\w-])digital-twins-core\b|@azure\/(?:core-(?:http|client|rest-pipeline)|identity|arm-digitaltwins)|\bnode_modules\b|node:internal|\.[cm]?[jt]sx?:\d{1,6}:\d|\bAxiosError\b|\bRequest failed with status code \d{3}|\bUnhandledPromiseRejection\w{0,20}|\bDOMException\b|(?<![\w.])PipelineRequest|Symbol\(|\[object Object\]|\bnpm ERR!|\bts-node\b/,
);
/** RestError's message is the body of the response, which is empty for a refusal. */
const emptyMessage = sieved(/\bRestError: {0,2}(?:\r?\n|$|\{(?!\s?\\?"))/);

/** `RestError`, as it is thrown, inspected or put into JSON. */
export const javascript: Format = (text) => {
  if (!traces.test(text) || /azure-sdk-for-go/.test(text)) return undefined;
  return { client: 'javascript', ...(emptyMessage.test(text) ? { body: 'empty' } : {}) };
};
