import type { Format } from './format.ts';

/** `RestError`, whose message is the body and so is often empty. */
export const javascript: Format = (text) => {
  if (
    !/\bRestError\b|@azure\/digital-twins-core|\bnode_modules\b|node:internal|\.[cm]?[jt]s:\d{1,6}:\d/.test(text) ||
    /Azure\/azure-sdk-for-go/.test(text)
  ) {
    return undefined;
  }
  const empty = /\bRestError: {0,2}(?:\n|$|\{)|\\?["']?(?:message|bodyAsText)\\?["']?: {0,2}(?:""|''|``|\\"\\")/.test(
    text,
  );
  return { client: 'javascript', ...(empty ? { body: 'empty' } : {}) };
};
