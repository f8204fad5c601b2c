import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

const shape = sieved(
  /^\s{0,8}RESPONSE:? \d{3}: |ERROR CODE UNAVAILABLE|azure-sdk-for-go|\bazidentity\b|\bazcore\b|\.go:\d|\bgoroutine \d|\*azcore\.ResponseError/m,
);

/** `RESPONSE 403: 403 Forbidden`, `ERROR CODE UNAVAILABLE`, `Response contained no body`. */
export const go: Format = (text) => {
  if (!shape.test(text)) return undefined;
  // Terraform is written in Go, but is not the person's code.
  if (/\bazurerm_|\bterraform\b/i.test(text)) return undefined;
  const code = /^\s{0,8}ERROR CODE: (\w{3,60})/m.exec(text)?.[1];
  return {
    client: 'go',
    ...(/Response contained no body/.test(text) ? { body: 'empty' } : {}),
    ...(code === undefined ? {} : { errorCode: code }),
  };
};
