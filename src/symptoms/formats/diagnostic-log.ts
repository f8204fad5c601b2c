import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

const shape = sieved(
  /resultSignature|ResultSignature|DigitalTwinsOperation|QueryOperation|ModelsOperation|EgressOperation/,
);
const shape2 = sieved(/resultSignature_?[sd]?\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?(\d{3})/i);

/** A line of ADT's resource log: `"operationName":"Microsoft.DigitalTwins/…","resultSignature":"403"`. */
export const diagnosticLog: Format = (text) => {
  if (!shape.test(text)) return undefined;
  const status = shape2.exec(text)?.[1];
  return status === undefined || Number(status) < 400 ? undefined : { status: Number(status) };
};
