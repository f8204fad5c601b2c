import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

const cmdlet = sieved(
  /\b(?:Invoke-(?:RestMethod|WebRequest|AzRestMethod|AzRest)|(?:Get|New|Set|Update|Remove|Connect)-Az\w{2,60})\b|\bFullyQualifiedErrorId\b|\bAt line:\d/,
);
const status = /(?:\((\d{3})\) |success: (\d{3}) |StatusCode\s{0,20}: ?(\d{3})\b|ErrorCode\s{0,20}: ?(\d{3})\b)/;

/** Cmdlets of Az and `Invoke-RestMethod`: `The remote server returned an error: (403) Forbidden.` */
export const powershell: Format = (text) => {
  if (!cmdlet.test(text)) return undefined;
  const found = status
    .exec(text)
    ?.slice(1)
    .find((group) => group !== undefined);
  const errorCode = /\bErrorCode\s{0,20}: ?([A-Z][A-Za-z]{3,80})/.exec(text)?.[1];
  return {
    ...(found === undefined || Number(found) < 400 ? {} : { status: Number(found) }),
    ...(errorCode === undefined ? {} : { errorCode }),
  };
};
