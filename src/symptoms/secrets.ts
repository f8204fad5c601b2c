import { findJwt } from './jwt.ts';
import { plainCharacters } from './plain-characters.ts';
import type { ValueSpan } from './secret-value.ts';
import {
  bare,
  before,
  encoded,
  encodedSign,
  type Finder,
  type Found,
  headerLine,
  type KindOfSecret,
  name,
  named,
  option,
  shaped,
} from './secrets-finder.ts';
import { identityHeader, secretsInPairs } from './secrets-in-pairs.ts';
import {
  looksSecret,
  passwordHints,
  passwordWords,
  secretHints,
  secretsInWords,
  secretWords,
} from './secrets-in-words.ts';

export interface Redaction {
  text: string;
  /** Kinds of secret found, each once: 'jwt', 'client-secret', 'sas' … */
  redacted: string[];
}

const MESSAGE = 16 * 1024;

/**
 * Replaces every secret by `[redacted KIND]`. A secret is known by its own shape (tokens, Entra client secrets, keys)
 * or by the name beside it (`client_secret=`, `Password:`, `--password`, 'my pw is'). Quotes, dashes and spaces of a text
 * with a secret become plain ones; a text without any stays as it is. Of a message that people write redacting twice
 * changes nothing more. Never throws; time is linear in the length of the text.
 */
export function redact(given: string): Redaction {
  const redacted: string[] = [];
  let text = plainCharacters(given);
  // Where one secret is gone, what stood beside it may show as another; a long log is too long to look again.
  for (let passes = 0; passes < 4; passes += 1) {
    const last = text;
    text = redactOnce(last, redacted);
    if (text === last || text.length > MESSAGE) break;
  }
  return { text: redacted.length === 0 ? given : text, redacted };
}

/** `redacted` is added to. */
function redactOnce(text: string, redacted: string[]): string {
  let result = text;
  const lower = text.toLowerCase();
  const present = new Set(allHints.filter((hint) => lower.includes(hint)));
  for (const [hints, kind, find] of finders) {
    if (!hints.some((hint) => present.has(hint))) continue;
    result = replaceAll(result, find, ({ kind: found = kind }) => {
      if (!redacted.includes(found)) redacted.push(found);
      return found;
    });
  }
  return result;
}

function replaceAll(text: string, find: Finder, kindOf: (found: Found) => string): string {
  let result = '';
  let done = 0;
  for (let span = find(text, 0); span !== undefined; span = find(text, span.end)) {
    result += `${text.slice(done, span.start)}[redacted ${kindOf(span)}]`;
    done = span.end;
  }
  return done === 0 ? text : result + text.slice(done);
}

const keyShape = shaped(/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}(?:[A-Za-z0-9+/]{43}=)?=(?![A-Za-z0-9+/=])/g);
const keyEnd = /=(?<=[A-Za-z0-9+/]{43}=)/g;

/** 32 or 64 bytes in base64. Looked for from the sign that ends one: any long word could begin one. */
function accountKey(text: string, from: number): ValueSpan | undefined {
  keyEnd.lastIndex = from;
  const end = keyEnd.exec(text);
  return end === null ? undefined : keyShape(text, Math.max(from, end.index - 86));
}

function privateKey(text: string, from: number): ValueSpan | undefined {
  const opening = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/g;
  opening.lastIndex = from;
  const match = opening.exec(text);
  if (match === null) return undefined;
  const closing = text.indexOf('-----END', opening.lastIndex);
  const lineEnd = closing < 0 ? -1 : text.indexOf('\n', closing);
  return { start: match.index, end: lineEnd < 0 ? text.length : lineEnd };
}

/**
 * In the order they run: whole lines and blocks first, then shapes, then names. Each only where one of its hints (in
 * lower case) stands in the text.
 */
const finders: readonly KindOfSecret[] = [
  [['-----begin'], 'private-key', privateKey],
  [['cookie:'], 'cookie', headerLine(/(?<![\w-])(?:set-)?cookie:/gi)],
  [
    ['cookie'],
    'cookie',
    shaped(/["'](?:set-cookie|cookies)["']\s{0,4}:\s{0,4}\[\s{0,20}((?!\s|\[redacted )[^[\]]{2,8192})(?=\])/gi),
  ],
  [['cookie'], 'cookie', named(/\\?["'](?:set-)?cookie\\?["']\s{0,4}[:=,]\s{0,4}(?=\\?["'](?!value["'\\]))/gi, '')],
  [['cookie'], 'cookie', named(option('--cookie'), '')],
  [
    ['basic'],
    'basic-auth',
    shaped(
      /(?<![\w-])authorization\\?["']?(?:,\s{0,20}\\?["']value\\?["'])?: {0,4}\\?["']?basic {1,4}([A-Za-z0-9+/=_-]{8,4096})/gi,
    ),
  ],
  [['eyj'], 'jwt', findJwt],
  [['q~'], 'client-secret', shaped(/[\w~.-]{3}\dQ~[\w~.-]{28,64}/g)],
  [
    ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    'github-token',
    shaped(/(?<![A-Za-z0-9])(?:gh[pousr]_|github_pat_)\w{20,255}/g),
  ],
  [['bearer'], 'bearer-token', named(/(?<![A-Za-z0-9])bearer(?: {1,4}|%20|\+)/gi, `${bare},`, isBearer)],
  [
    ['securestring'],
    'password',
    before(
      /ConvertTo-SecureString(?<=["']((?!\s)(?:(?!\[redacted )[^"'\n]){1,256}(?<!\s))["'] {0,3}\| {0,3}ConvertTo-SecureString)/dgi,
    ),
  ],
  ...secretsInPairs,
  [secretHints, 'client-secret', named(name(secretWords), bare)],
  [['secret'], 'client-secret', named(name('secret(?:[ _-]?(?:value|key))?'), bare, looksSecret)],
  [['secret'], 'client-secret', named(option('--?client-?secret|--?secret'), '')],
  [['secret'], 'client-secret', named(/client_?secret\(\s{0,10}(?=["'])/gi, '')],
  [encodedSign, 'client-secret', encoded('client_?secret')],
  [['credential'], 'client-secret', named(argument('ClientSecretCredential', 2), '')],
  [['credential'], 'client-secret', named(argument('(?<![a-z])ClientCredential', 1), '')],
  [passwordHints, 'password', named(name(passwordWords), bare, isNoPath)],
  [passwordHints, 'password', named(/(?<![a-z])(?:set|with)?_?pass ?word\(\s{0,10}(?=["'])/gi, '')],
  [passwordHints, 'password', named(option('--?password|--admin-password|-CertificatePassword'), '')],
  [encodedSign, 'password', encoded('password|passwd')],
  [['credential'], 'password', named(argument('(?:Password|Network|PS)Credential', 1), '', isNoId)],
  [['credential'], 'password', named(argument('UsernamePasswordCredential', 3), '', isNoId)],
  // An option on the next line belongs to it still, whatever became of the sign that breaks the line.
  [
    ['login'],
    'password',
    named(
      /(?<![\w-])login\b(?:[^\n]|\n(?=[ \t]{0,40}-)){0,400}?\s(?:-p|--password)[ =]{1,4}(?!\d{1,5}:\d{1,5}(?!\S))/g,
      '',
    ),
  ],
  [
    ['securestring'],
    'password',
    named(/ConvertTo-SecureString(?: {1,4}-(?:String|AsPlainText|Force)){0,3} {1,4}(?!-|\$)/gi, ''),
  ],
  [
    ['-u', '--user', '--proxy-user'],
    'basic-auth',
    shaped(
      /(?<!\S|push )(?:-[a-z]{0,6}u|--user|--proxy-user)[ =]{0,3}["'][^\s:"']{1,100}:(?!\[redacted )([^"'\n]{1,256})(?=["'])/gi,
    ),
  ],
  [
    ['-u', '--user', '--proxy-user'],
    'basic-auth',
    named(/(?<!\S|push )(?:-[a-z]{0,6}u|--user|--proxy-user)[ =]{0,3}[^\s:"'/]{1,100}:(?=[^\s/])/gi, bare, isNoNumber),
  ],
  [['@'], 'password', shaped(/:\/\/[^\s/:@"'<>]{0,100}:(?!\[redacted |\d{1,5}[?#])([^\s/"'<>]{1,256})(?=@)/g)],
  [
    ['key', 'sharedsecret'],
    'connection-string',
    named(name('(?:Shared|Account)[ _-]?(?:Access[ _-]?)?Key|SharedSecretValue'), bare),
  ],
  [encodedSign, 'connection-string', encoded('(?:Shared|Account)(?:Access)?Key')],
  [['key', 'sharedsecret'], 'connection-string', named(option('--account-key|--shared-access-key'), '')],
  [['='], 'account-key', accountKey],
  [['azfu'], 'function-key', before(/AzFu[\w-]{4,16}={0,2}(?<=(?<![\w-])([\w-]{38,60}AzFu[\w-]{4,16}={0,2}))/dg)],
  [
    ['code='],
    'function-key',
    named(/\/api\/[^\s?"'<>]{1,300}\?(?:[\w%=.-]{1,100}&){0,6}code=/gi, bare, (value) => value.length >= 16),
  ],
  [['key'], 'function-key', named(name('x-functions-key|(?:functions?|host|master)[ _-]?key'), bare, looksSecret)],
  [['key'], 'function-key', named(/(?<![a-z])(?:function|host|master) key (?:is|was) {1,4}/gi, bare, looksSecret)],
  [encodedSign, 'sas', encoded('(?:(?<![A-Za-z0-9])|(?<=%(?:25)?(?:3F|26)))sig')],
  [['sig'], 'sas', named(/(?<![A-Za-z0-9])sig(?:nature)?=/gi, bare)],
  [['refresh'], 'refresh-token', named(name('refresh[ _-]?token'), bare, (value) => value.length >= 12)],
  [encodedSign, 'refresh-token', encoded('refresh_?token')],
  [['0.a', '1.a'], 'refresh-token', shaped(/(?<![\w.-])[01]\.A[A-Za-z][\w-]{40,4096}(?:\.[\w-]{10,4096}){0,2}/g)],
  [encodedSign, 'access-token', encoded('(?:access|id)_?token|assertion')],
  [['token', 'assertion'], 'access-token', named(name('token|(?:client_)?assertion'), bare, isOpaque)],
  [['code='], 'auth-code', named(/[?&]code=/gi, bare, (value) => value.length >= 16)],
  [['key'], 'api-key', named(name('(?:x-)?api[ _-]?key|(?:ocp-apim-)?subscription-key'), bare)],
  identityHeader,
  ...secretsInWords,
];

const allHints = [...new Set(finders.flatMap(([hints]) => hints))];

/** A quoted argument of a call, after so many others. */
function argument(call: string, after: number): RegExp {
  const other = String.raw`(?:"[^"\n]{0,100}"|'[^'\n]{0,100}'|[\w.]{1,60}),\s{0,20}`;
  return new RegExp(String.raw`${call}\(\s{0,20}(?:${other}){${after}}(?=["'])`, 'g');
}

/** Where the tenant and the client come first, they are no password. */
function isNoId(value: string): boolean {
  return !/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value);
}

/** `-u 1000:1000` is a user and a group. */
function isNoNumber(value: string): boolean {
  return !/^\d{1,6}$|^\$/.test(value);
}

/** `WWW-Authenticate: Bearer authorization_uri=…` asks for a token and holds none. */
function isBearer(value: string): boolean {
  return value.length >= 16 && !/^[a-z_]{3,30}=/i.test(value);
}

/** `PWD=/home/…` is a folder. */
function isNoPath(value: string): boolean {
  return !value.startsWith('/');
}

function isOpaque(value: string): boolean {
  return value.length >= 12 && /\d/.test(value);
}
