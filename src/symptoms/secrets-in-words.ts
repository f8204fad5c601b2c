/** Secrets that people tell in a sentence: 'my pw for the app is X', 'client secret – X', 'X is my password'. */
import { isCompound, isPlainWord, looksLikeName } from './names.ts';
import { bare, before, type KindOfSecret, named } from './secrets-finder.ts';

export const passwordWords =
  'pass[ _-]?(?:word|wd|wort|phrase|code)|pwd|(?<![a-z0-9])(?:pw|psw)(?![a-z])|kennwort|mot de passe|contrase[ñn]a|senha|palavra-passe|パスワード';
export const passwordHints = ['pass', 'pwd', 'pw', 'psw', 'kennwort', 'contrase', 'senha', 'パスワード'];
/** In other languages, and what Microsoft Graph calls a new one. */
export const secretWords =
  'client[ _-]?(?:secret|credential|geheimnis|schlüssel)(?:[ _-]?(?:value|text|key))?|secret[ _-]?text|secret client|secreto de(?:l)? cliente|segredo do cliente|クライアント ?シークレット';
export const secretHints = ['secret', 'credential', 'geheimnis', 'schlüssel', 'segredo', 'シークレット'];

const anySecret = `${secretWords}|secret(?:[ _-]?(?:value|text|key))?`;
/** 'Pass' is more often a verb, and tests do it. */
const pass = 'pass(?<=(?<![a-z])(?:my|our|the|his|her|their|old|new|with|user|login|name)[ /]pass)';
const anyPassword = `${passwordWords}|${pass}`;
const otherKey = '(?:api|access|storage|account|primary|secondary|subscription)[ -]key';

/** 'For the app', 'of twin-sync', 'that I used', '(prod)'. */
const qualified = String.raw`(?: (?:for|of|from|to|in|on|at|with|für|von|der|pour|du|de|del|da|do)(?: [^\s:=,;!?"'<>[\]]{1,64}){1,5}?| (?:that |which )?(?:i|we|he|she) \w{2,12}(?: \w{2,12})?| ?\([^()\n]{1,40}\))?`;
const sign = String.raw`\s{0,3}[:=]\s{0,3}`;
const isWas = '(?:is|was|are|be|has been|ist|war|lautet|heißt|est|était|es|era|é|è)';
const copula = String.raw`(?:\s{1,3}(?:${isWas}(?: (?:now|still|currently|really|just|simply|(?:set|changed|reset) to|the following|jetzt|noch))?|(?:set|changed|reset) to)(?:${sign}|\s{1,4})| ?は\s{0,4}|'s\s{1,3})`;
const dash = String.raw`(?:\s{1,3}-{1,2}>?\s{1,3}|\s{0,3}(?:[-=]>|→|\||…|\.{2,4})\s{0,3})`;
const nothing = String.raw`(?: ?\(| {1,3}|\t{1,3})`;
/** 'I changed my password - plant-a still …', 'with the new client secret plant-a answers 403': a name begins a clause. */
const beginsClause = String.raw`(?:(?<=(?:changed|reset|rotated|renewed|updated) (?:my |the |our )?\S{2,20}(?: secret)?\W{1,4})|(?=\S{1,100},? (?:(?:still|now|also|then) )?(?:still|now|answers?|gives?|gave|returns?|returned|says|said|throws|refuses|shows|responds|denies|40[13])(?![\w-])))`;
/** On a line of its own. */
const below = String.raw`[ \t]{0,3}\n\s{0,4}(?=\S{4,100}[ \t]{0,5}(?:\n|$))`;

/** The name, and what stands between it and its value. */
function told(names: string, between: string): RegExp {
  return new RegExp(`(?<![a-z])(?:${names})["'*_]{0,3}${between}`, 'gi');
}

/** What stands before the name: 'X is my password', 'I use X as the old pw'. */
function toldBefore(names: string): RegExp {
  const value = String.raw`(?<!\S)["'(]?([^\s"'()[\]]{4,100})["')]?`;
  const between =
    ' (?:is|was|as|ist|als|est|es|é) (?:(?:my|the|our|his|her|their|a|mein|das|der|mon|le|mi|la|o)(?: (?:old|new|current|right))? )?';
  return new RegExp(String.raw`(?:${names})(?![\w-])(?<=${value}${between}(?:${names}))`, 'dgi');
}

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const address = /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,24}$/i;
/** Numbers, dates and times, addresses of pages, errors, files. */
const noSecret =
  /^(?:\d{1,5}|\d{1,4}[-/.:]\d{1,4}(?:[-/.:]\d{1,4})?(?:T\S{1,40})?|\d{1,6}-?(?:st|nd|rd|th|am|pm|h|hrs?|hours?|min|minutes?|s|days?|weeks?|months?|years?|chars?|characters?|times|x)|(?:https?|ftp|sb|amqps?|wss?):\S{0,100}|[1-5]\d\d-\S{0,40}|AADSTS\d{1,9}\S{0,40}|[/<[{(].{0,100}|[a-z.]{2,30}\.(?:net|com|json|ts|js|py|cs)\S{0,60})$/i;

/** 'Wrong!' ends a sentence. */
const withoutEnd = (value: string): string => value.replace(/[!?.,:;…)]{1,9}$/, '');

/** 'My password is wrong' gives nothing away, 'my password is hunter2' does. */
export function looksSecret(value: string): boolean {
  const word = withoutEnd(value);
  if (isPlainWord(word) || isCompound(word) || noSecret.test(word)) return false;
  return /[\d!$%^&*~#@+=]/.test(word) && (value.length >= 6 || (value.length >= 4 && /[a-z]/i.test(word)));
}

/** Behind 'the password is' no name is one. */
function looksTold(value: string): boolean {
  const word = withoutEnd(value);
  return looksSecret(value) || (looksLikeName(word) && !isCompound(word));
}

/** Right beside the word 'password' a name is none, unless it may be a product's. */
function looksTyped(value: string): boolean {
  return !address.test(value) && (looksSecret(value) || (/[a-z]-[a-z]/i.test(value) && looksTold(value)));
}

/** The name of a secret in a Key Vault may stand beside the word, with its version. */
function looksGenerated(value: string): boolean {
  const isItsName = !guid.test(value) && /^[a-z]{1,30}(?:[-/][a-z]{1,30}){1,6}(?:-\d{1,3})?$/i.test(value);
  return looksSecret(value) && !address.test(value) && !isItsName;
}

const isKey = (value: string): boolean => value.length >= 16 && /\d/.test(value) && looksGenerated(value);

/** 'Client secret for app: 1111…': then it is the app's. */
const notOfAnId = `(?<!(?:app|application|client|id|principal|identity|sp|user|account)${sign})`;
/** 'The tests pass - 200'. */
const noVerb = '(?<!(?:tests?|checks?|calls?|requests?|it|they|we|i|you|to|all|must|can|should) pass)';

/** All of it at once, for a long text is not to be searched for each: what it was is told by the group. */
const between = String.raw`(?:(?<stated>\s{1,3}${isWas}${sign})|(?<told>${qualified}${copula})|(?<dashed>${qualified}${dash})|(?<signed>${qualified}${sign}${notOfAnId})|(?<below>${below})|(?<quoted>\s{1,3}(?=["'\x60「]\S{4,64}["'\x60」]))|(?<beside>${nothing}))(?:(?<clause>${beginsClause})|)`;

function isToldSecret(value: string, { groups: { stated, told, dashed, signed } = {} }: RegExpExecArray): boolean {
  if ((stated ?? told ?? dashed) !== undefined) return looksTold(value);
  return signed === undefined ? looksGenerated(value) : looksSecret(value);
}

function isToldPassword(value: string, { groups = {} }: RegExpExecArray): boolean {
  const { stated, told, dashed, signed, below, quoted, clause } = groups;
  if (stated !== undefined) return true;
  if ((told ?? signed) !== undefined) return looksTold(value);
  if (below !== undefined) return looksSecret(value);
  if (quoted !== undefined && isNoWord(value)) return true;
  if (clause !== undefined) return looksGenerated(value);
  return dashed === undefined ? looksTyped(value) : looksTold(value);
}

export const secretsInWords: readonly KindOfSecret[] = [
  [secretHints, 'client-secret', named(told(anySecret, between), bare, isToldSecret)],
  [secretHints, 'client-secret', before(toldBefore(anySecret), looksSecret)],
  [passwordHints, 'password', named(told(anyPassword, between), bare, isToldPassword)],
  [passwordHints, 'password', before(toldBefore(anyPassword), looksTold)],
  [['pass'], 'password', named(told(`pass${noVerb}`, `(?:${sign}|${copula}|${dash})`), bare, looksTold)],
  [['pass'], 'password', named(/pass(?<=(?:[,;/|(&]\s?|@\S{1,60} )pass) /gi, bare, looksGenerated)],
  [['cred'], 'password', named(told('cred(?:ential)?s?', `(?:${sign}|${copula}|${dash})`), bare, isNoName)],
  [
    ['key'],
    'api-key',
    named(told('(?:api|access)[ -]key', `${qualified}(?:${copula}|${dash}|${sign})`), bare, looksSecret),
  ],
  [['key'], 'api-key', named(told(otherKey, `(?:${qualified}(?:${copula}|${dash}|${sign})|${nothing})`), bare, isKey)],
];

/** Whose credentials they are may be said there, too. */
function isNoName(value: string): boolean {
  return looksSecret(value) && !guid.test(value) && !address.test(value);
}

function isNoWord(value: string): boolean {
  return value.length >= 4 && !isPlainWord(value) && !/^(?:expired|missing|incorrect|invalid|required)$/i.test(value);
}

const beside = new RegExp(
  String.raw`(?<![a-z])(?:${anySecret}|${anyPassword})["'*_]{0,3}(?:${nothing}|${copula}|${dash}|${sign})["'\x60(]{0,2}(?!\[redacted )(?=(\S{3,100}))(?!${beginsClause}[a-z-]{3,100}(?![\w-]))`,
  'gi',
);

const besideHints = [...secretHints, ...passwordHints];

/**
 * The text without names and ids right beside the word for a secret, which may be one: 'the secret winter-green'. Nothing
 * that stands there is to be taken for an instance, a caller or a correlation id.
 */
export function withoutNamesBesideSecrets(text: string): string {
  const lower = text.toLowerCase();
  if (!besideHints.some((hint) => lower.includes(hint))) return text;
  let result = '';
  let done = 0;
  for (const match of text.matchAll(beside)) {
    const word = (match[1] ?? '').replace(/["'`),.;:!?]{1,9}$/, '');
    const start = match.index + match[0].length;
    if (start < done || !(guid.test(word) || looksLikeName(word)) || isCompound(word)) continue;
    result += text.slice(done, start);
    done = start + word.length;
  }
  return done === 0 ? text : result + text.slice(done);
}
