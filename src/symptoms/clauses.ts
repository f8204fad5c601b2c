/** 'Querying works, but …': what works is not what failed. */
const works =
  /\b(?:works?|working|worked|is fine|are fine|is ok(?:ay)?|are ok(?:ay)?|fine|no problems?|succeeds?|succeeded|goes through|successful(?:ly)?|^\s{0,3}can (?!you\b|some|any|i\b|we\b|the\b|it\b)|(?:i|we|he|she|they|users?|app|it|colleague) (?:can|could|am able to|is able to|are able to))\b(?!'t| not| no longer)(?<!(?:n't|not|never|nothing|stopped|stop|no longer|didn't) work(?:s|ing|ed)?)/i;
const boundary =
  /[,;\n]|[.!?](?=\s|$)| - | \/ |->|\b(?:but|however|although|though|while|whereas|yet|except|only|and then)\b/i;
const passed = /(?<![\w.-])20[0-46](?![\w-])(?: OK| Created| No Content| Accepted)?/;
const failed = /(?<![\w.-])[45]\d\d(?![\w-])|forbidden|denied|error|exception|fail/i;

/** The clauses that tell of a failure or at least of no success. */
export function failingClauses(prose: string): string[] {
  return prose
    .split(boundary)
    .filter((clause) => !works.test(clause) || /(?<![\w-])403(?![\w-])|forbidden/i.test(clause));
}

/** A text without the lines of a log that tell of a call that went through. */
export function withoutPassed(text: string): string {
  if (!passed.test(text)) return text;
  const lines = text.split('\n');
  return lines.length === 1 ? text : lines.filter((line) => !passed.test(line) || failed.test(line)).join('\n');
}

/** Where the text first speaks of a refusal. */
export function refusalIndex(text: string): number {
  return text.search(/(?<![\w.-])403(?![\w-])|forbidden|access denied|AuthorizationFailed/i);
}
