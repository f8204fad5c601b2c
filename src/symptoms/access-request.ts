const rightWords =
  '(?:access|permissions?|rights?|roles?|data[ -]?(?:owner|reader)|(?:adt|digital twins?) (?:owner|reader|contributor)|owner|reader|contributor)';
const gap = '[^?!\\n]{0,80}?';

/** 'give Priya data owner', 'please grant access', 'assign me the reader role', 'remove her access'. */
const asked = new RegExp(
  `\\b(?:give|grant|assign|provide|revoke|remove|withdraw|take away|approve|request(?:ing)?|add|set up|restore|extend)\\b${gap}\\b${rightWords}\\b`,
  'i',
);
/** Weaker verbs count behind a wish: 'can I get access', 'I need data reader', 'how do I get the role'. */
const wished = new RegExp(
  `\\b(?:can|could|may|might|should|shall|please|would like|'d like|want|wants|wanted|needs?|how (?:do|can|would)|who can|where (?:do|can)|allowed? to|to ask for|asking for|ask for)\\b${gap}\\b${rightWords}\\b(?! (?:denied|error|issue|problem|assignments? (?:is|was|exists)))`,
  'i',
);
/** 'add Priya to plant-a', 'remove her from the instance'. */
const moved =
  /\b(?:add|remove|revoke|onboard|offboard|invite)\b (?:\S{1,64} ){1,4}(?:to|from|on|onto) (?:\S{1,30} ){0,3}(?:[a-z0-9]{1,30}-[a-z0-9-]{1,30}|instance|adt|digital twins?|twins)\b/i;
/** The same words in a question about trouble, or in an error's own advice. */
const notAsked =
  /\b(?:make sure|ensure|check|verify|if access was|should (?:already )?have|someone with an|would have)\b/i;
const dataRole = /\bdata[ -]?(?:owner|reader)\b|\bazure digital twins (?:data )?(?:owner|reader)\b/i;
const order = /\b(?:give|grant|assign|revoke|remove|add)\b/i;
const forMe = /\b(?:i|i'd|i'm|me|my|myself|we|us)\b/i;
const someone =
  /\b(?:give|grant|assign|add|remove|revoke|for|from|to) (?!(?:me|us|my|access|the|a|an|data|adt|azure|digital|owner|reader|this|that|permission|permissions|role|rights|plant)\b)(?:[a-z][\w.'-]{1,40})\b/i;

export interface RequestReading {
  /** Asks outright for a data role by its name; then it is a request even where a refusal is told with it. */
  explicit: boolean;
  /** For the writer himself, for somebody else, or the text does not say. */
  beneficiary: 'me' | 'someone' | undefined;
}

/** Whether a text asks for, or asks to take away, access. A told approval ('Megan approved it') asks for nothing. */
export function readAccessRequest(text: string): RequestReading | undefined {
  const prose = text.slice(0, 2000);
  const sentence = prose
    .split(/[.?!](?=\s|$)|\n/)
    .find((part) => !notAsked.test(part) && (asked.test(part) || wished.test(part) || moved.test(part)));
  if (sentence === undefined) return undefined;
  const me =
    /\b(?:give|grant|assign|add|get) (?:me|us)\b|\bfor me\b|\bcan (?:i|we)\b|\b(?:i|we)(?:'d| would)? (?:need|want|like)\b|\bmy\b/i.test(
      sentence,
    );
  const other = !me && order.test(sentence) && someone.test(sentence);
  return {
    explicit: order.test(sentence) && dataRole.test(sentence),
    beneficiary: me ? 'me' : other ? 'someone' : forMe.test(sentence) ? 'me' : undefined,
  };
}
