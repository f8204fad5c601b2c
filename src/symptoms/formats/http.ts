import { sieved, sievedAll } from '../sieve.ts';
import type { Format } from './format.ts';

const saidEmpty = sieved(
  /\b(?:empty|blank) (?:response )?(?:body|response|content|reply)\b|\(empty body\)|\b(?:body|response|content|reply)(?: \w{1,8})? (?:is|was|comes back) (?:totally |completely )?(?:empty|blank)\b|\bno (?:response )?(?:body|content) (?:at all|in|with|returned|came)\b|\bno (?:response )?body\b|(?<!204 )\bno content\b(?![ -](?:type|length))|\bbody (?:empty|blank)\b|\bmessage\b[^\n]{0,20}\b(?:empty|blank|nothing)\b|\bwithout (?:a |any )?(?:response )?body\b|\bnothing in the body\b|Response contained no body|\b(?:message|body|bodyAsText|text|data|content|payload|detail)(?:\(\))?\\?["']?\s{0,2}[:=]?\s{0,2}(?:''|""|``|\\"\\")(?![\w'"])|\b(?:response ?)?body ?[:=|] ?(?:\(?(?:nothing|none|empty|blank|leer|vide|vac[ií]o|vazio)\)?(?![\w-])|""|''|-(?= ?\|)|(?=\|))|\bSize:? 0 ?B\b|\b40[13]\b[^\n]{0,40}?(?<![\w.,])0 ?(?:B|bytes)\b|\b40[13],? {0,3}(?:''|"")(?!\w)|\bResponseBody=(?:""|''|$)|\bcontent[ -]length (?:is |of |was )?0\b|(?:\bw\/o|\bwithout|\bwith no|\bno)(?: (?:any|a|an|one))? (?:text|words?|explanation|details?|content|payload|error text)\b(?![ -](?:type|length|analytics|editor|field|file))(?= (?:at all|whatsoever|in the (?:answer|response|body)|from (?:adt|azure|digital)|comes|behind|with it)|[.,;!)\n]|$)/i,
);
const length = sievedAll(/(?:\b|\\[nrt])content-length\\?["']?\]?:? {0,2}=?\[?["']?(\d{1,9})/gi);
const jsonBody = sieved(
  /[{,]\s{0,20}\\?["'](?:statusCode|error)\\?["']\s{0,4}:\s{0,4}(?:\d|\{|\\?["'](?:invalid_|unauthorized_client|access_denied|interaction_required))|\{\s{0,20}\\?"Message\\?"\s{0,4}:\s{0,4}\\?"\w/,
);
const others = sieved(
  /Public network access (?:disabled by policy|is disabled and request)|Sub-?domain not found|<Error>\s{0,9}<Code>|<Code>\w{3,80}<\/Code>/i,
);

/** Raw responses: their headers and bodies, or what people say of them. */
export const http: Format = (text, failing) => {
  // In other languages only the English of it fits.
  if (saidEmpty.test(text) || /\bempty body\b/.test(failing)) return { body: 'empty' };
  // A request's length stands before the response's.
  const lengths = [...length(text)].map((match) => match[1]);
  if (lengths.at(-1) === '0') return { body: 'empty' };
  return jsonBody.test(text) || others.test(text) || lengths.length > 0 ? { body: 'present' } : undefined;
};
