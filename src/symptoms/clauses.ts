import { sieved } from './sieve.ts';

/** 'Querying works, but …': what works is not what failed. */
const works = sieved(
  /\b(?:works?|working|worked|all (?:is |goes )?well|is fine|are fine|is ok(?:ay)?|are ok(?:ay)?|fine|no problems?|succeeds?|succeeded|(?:go|run|come)(?:es|s)? through|same (?:\w{1,12} )?(?:query|call|request|code|script|command|token) (?:runs|loads)|no (?:issue|problem)s?|(?:is|are|all) green|pass(?:es|ed)|prints|(?:everything|it|all) loads|successful(?:ly)?|^\s{0,3}can (?!not\b|you\b|some|any|i\b|we\b|the\b|it\b)|(?<!\bso (?:that )?|\bif )(?:i|we|he|she|they|users?|app|it|colleague) (?:can|could|am able to|is able to|are able to)|(?:can|could) be (?:read|seen|\w{2,12}ed))\b(?!'t| not| no longer)(?<!(?:n't|not|never|nothing|stopped|stop|no longer|didn't) work(?:s|ing|ed)?)/i,
);
const boundary =
  /[,\n]|[;.!?](?=\s|$)| - | \/ |->|\b(?:but|however|although|though|while|whereas|yet|except|only|and then)\b/i;
const passed = sieved(/(?<![\w.-])20[0-46](?![\w-])(?: OK| Created| No Content| Accepted)?/);
const failed = sieved(/(?<![\w.-])[45]\d\d(?![\w-])|forbidden|denied|error|exception|fail/i);

/** 'plant-a ok', 'plant-a: 200'. */
const worksShort = sieved(
  /\b(?:ok(?:ay)?|fine|20[0-46](?: OK)?)[\s)]{0,3}$|\b(?:ok(?:ay)?) (?:on|in|with|for|from|against)\b/i,
);
/** 'In the Explorer I can see it, but saving …': where it works, it fails as well. */
const withTool = sieved(
  /^\s{0,3}(?:in|with|from|using|on|via) [^,;]{0,30}?(?:explorer|studio|portal|postman|curl|cli|script|notebook|sdk|python|java\w{0,6}|node|c#|\.net|powershell|terraform)(?= (?:i|we) (?:can|could)\b)/i,
);
const refused = sieved(/(?<![\w-])403(?![\w-])|forbidden/i);

/** A text in the pieces that tell of one thing each. */
export const clauses = (prose: string): string[] => prose.split(boundary);

/** The clauses that tell of a failure, or at least of no success, and the others; one a line. */
export function failingAndWorking(prose: string): { failing: string; working: string } {
  const failing: string[] = [];
  const working: string[] = [];
  for (const clause of clauses(prose)) {
    if (!saysItWorks(clause.trimStart())) {
      failing.push(clause);
      continue;
    }
    working.push(clause);
    const tool = withTool.exec(clause)?.[0];
    if (tool !== undefined) failing.push(tool);
  }
  return { failing: failing.join('\n'), working: working.join('\n') };
}

function saysItWorks(clause: string): boolean {
  return (works.test(clause) || worksShort.test(clause)) && !refused.test(clause);
}

/** A text without the lines of a log that tell of a call that went through. */
export function withoutPassed(text: string): string {
  if (!passed.test(text)) return text;
  const lines = text.split('\n');
  return lines.length === 1 ? text : lines.filter((line) => !passed.test(line) || failed.test(line)).join('\n');
}

/** Where the text first speaks of a refusal. */
export function refusalIndex(text: string): number {
  const refusal = text.search(/(?<![\w.-])403(?![\w-])|forbidden|access denied|AuthorizationFailed/i);
  return refusal >= 0 ? refusal : text.search(/(?<![\w.-])401(?![\w-])|unauthorized/i);
}
