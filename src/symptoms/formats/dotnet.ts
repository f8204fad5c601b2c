import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

const shape = sieved(
  /RequestFailedException\b|\bnew Uri\(|Service request failed\.|[cC]lient\.[A-Z]\w{2,60}Async\b|\b(?:Get|List|Create|CreateOrReplace|Upsert|Update|Delete|Decommission|Publish|Query|Import)(?:Digital|Model|Relationship|Event|Telemetry|Component|Incoming|Graph|Jobs?)\w{0,40}Async\b|\bAzure\.(?:Identity|Core|DigitalTwins)\.[A-Z]\w{1,60}|\bSystem\.(?:Net\.Http\.)?\w{1,60}Exception\b(?!:? At line)|Microsoft\.(?:Rest|Azure)\.\w{1,40}(?:\.\w{1,40}){0,3}Exception|\.cs:line \d|\bAzure\.Messaging\.\w{2,40}|\bAzure\.(?:Core|Identity)\[\d|\bMicrosoft\.Azure\.WebJobs\b|\bHttpClient\b|\bSystem\.Net\.Http\.\w{1,60}|, ReasonPhrase: '|Response status code does not indicate success: \d{3}/,
);
const shape2 = sieved(
  /\bFullyQualifiedErrorId\b|\bAt line:\d|\w-Az[A-Z]\w{2,40}|\bInvoke-(?:RestMethod|WebRequest|AzRest)/,
);

/** The body, or the message that the SDK has taken out of it. */
const shown = /\bContent:\s{1,4}[{<"]|RequestFailedException: (?!Service request failed|Exception of type)\w/;

/** `HttpResponseMessage.ToString()` names the class of its content. */
const nothing = /\bContent: (?:System\.Net\.Http\.EmptyContent|<null>)/;

/** `Azure.RequestFailedException: Service request failed. Status: 403 (Forbidden)` and its headers. */
export const dotnet: Format = (text) => {
  const hit = shape.test(text);
  if (!hit || shape2.test(text)) return undefined;
  if (nothing.test(text)) return { client: 'dotnet', body: 'empty' };
  return { client: 'dotnet', ...(shown.test(text) ? { body: 'present' } : {}) };
};
