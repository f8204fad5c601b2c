import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

const refused = sieved(/(?:unexpected status |StatusCode=|StatusCode: ?)(\d{3})/);
const code = sieved(/with error: (\w{3,80}):|\bCode="(\w{3,80})"/);

/** `Error: creating Digital Twins Instance (…): unexpected status 403 (403 Forbidden) with error: AuthorizationFailed: …`. */
export const terraform: Format = (text) => {
  if (!/\bazurerm|\bterraform\b|-- Original Error: /i.test(text)) return undefined;
  const status = refused.exec(text)?.[1];
  const [, said, quoted] = code.exec(text) ?? [];
  const errorCode = said ?? quoted;
  return {
    ...(status === undefined ? {} : { status: Number(status) }),
    ...(errorCode === undefined ? {} : { errorCode }),
  };
};
