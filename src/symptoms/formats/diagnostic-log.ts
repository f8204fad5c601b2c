import type { Format } from './format.ts';

/** A line of ADT's resource log: `"operationName":"Microsoft.DigitalTwins/…","resultSignature":"403"`. */
export const diagnosticLog: Format = (text) => {
  if (
    !/resultSignature|ResultSignature|DigitalTwinsOperation|QueryOperation|ModelsOperation|EgressOperation/.test(text)
  )
    return undefined;
  const status = /resultSignature_?[sd]?\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?(\d{3})/i.exec(text)?.[1];
  return status === undefined || Number(status) < 400 ? undefined : { status: Number(status) };
};
