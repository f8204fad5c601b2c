import type { Format } from './format.ts';

/** `RESPONSE 403: 403 Forbidden`, `ERROR CODE UNAVAILABLE`, `Response contained no body`. */
export const go: Format = (text) => {
  if (!/^RESPONSE \d{3}: |ERROR CODE UNAVAILABLE|azure-sdk-for-go|\bazidentity\b|\.go:\d/m.test(text)) return undefined;
  const code = /^ERROR CODE: (\w{3,60})/m.exec(text)?.[1];
  return {
    client: 'go',
    ...(/Response contained no body/.test(text) ? { body: 'empty' } : {}),
    ...(code === undefined ? {} : { errorCode: code }),
  };
};
