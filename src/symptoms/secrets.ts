import { findJwt } from './jwt.ts';
import { secretValueAt, type ValueSpan } from './secret-value.ts';

export interface Redaction {
  text: string;
  /** Kinds of secret found, each once: 'jwt', 'client-secret', 'sas' … */
  redacted: string[];
}

/** Finds the next secret at or after `from`. */
type Finder = (text: string, from: number) => ValueSpan | undefined;

/**
 * Replaces every secret by `[redacted KIND]`. A secret is known by its own shape (tokens, Entra client secrets, keys)
 * or by the name before it (`client_secret=`, `Password:`, `--password`). Redacting twice changes nothing more. Never
 * throws; time is linear in the length of the text.
 */
export function redact(text: string): Redaction {
  const redacted: string[] = [];
  let result = text;
  const lower = text.toLowerCase();
  const present = new Set(allHints.filter((hint) => lower.includes(hint)));
  for (const [hints, kind, find] of finders) {
    if (!hints.some((hint) => present.has(hint))) continue;
    const next = replaceAll(result, kind, find);
    if (next === undefined) continue;
    result = next;
    if (!redacted.includes(kind)) redacted.push(kind);
  }
  return { text: result, redacted };
}

function replaceAll(text: string, kind: string, find: Finder): string | undefined {
  let result = '';
  let done = 0;
  for (let span = find(text, 0); span !== undefined; span = find(text, span.end)) {
    result += `${text.slice(done, span.start)}[redacted ${kind}]`;
    done = span.end;
  }
  return done === 0 ? undefined : result + text.slice(done);
}

/** A secret with a shape of its own. `pattern` is global; group 1, if there is one, is the secret. */
function shaped(pattern: RegExp): Finder {
  return (text, from) => {
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    if (match === null) return undefined;
    const start = match.index + match[0].length - (match[1] ?? match[0]).length;
    return { start, end: match.index + match[0].length };
  };
}

/** A value after a name. `pattern` is global and ends where the value begins; `stops` end a bare value. */
function named(pattern: RegExp, stops: string, accept: (value: string) => boolean = () => true): Finder {
  return (text, from) => {
    pattern.lastIndex = from;
    while (pattern.exec(text) !== null) {
      const span = secretValueAt(text, pattern.lastIndex, stops);
      if (span === undefined) continue;
      const value = withoutPlaceholders(text.slice(span.start, span.end));
      // No word of a sentence is this long; and a long value that is passed over would be read again and again.
      if (value.length > 100 || accept(value)) return span;
    }
    return undefined;
  };
}

/** What an earlier finder left must not make a value longer or odder than it was. */
function withoutPlaceholders(value: string): string {
  return value.replace(/\[redacted [a-z-]{1,30}\]/g, '');
}

/** The rest of a header's line. */
function headerLine(pattern: RegExp): Finder {
  return (text, from) => {
    pattern.lastIndex = from;
    while (pattern.exec(text) !== null) {
      const lineEnd = text.indexOf('\n', pattern.lastIndex);
      const line = text.slice(pattern.lastIndex, lineEnd < 0 ? text.length : lineEnd);
      const start = pattern.lastIndex + line.length - line.trimStart().length;
      const value = line.trim();
      if (value !== '' && !/^\[redacted [a-z-]{1,30}\]$/.test(value)) return { start, end: start + value.length };
    }
    return undefined;
  };
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

/** 'my password is wrong' gives nothing away, 'my password is hunter2!' does. */
function looksSecret(value: string): boolean {
  return value.length >= 6 && /[\d!$%^&*~#@+=]/.test(value) && !/^https?:/i.test(value);
}

/** What stands between a name and its value: `=`, `:`, `=>`, with or without quotes around the name. */
const separated = String.raw`(?:\\?["']\]?)?\s{0,4}(?:=>|:=|[:=])\s{0,4}`;
/** 'Secret twins-client-secret: forbidden' names a secret of a Key Vault and does not tell it. */
const inVault = String.raw`\bsecrets?[ /]["']?\w{1,30}-(?:\w{1,30}-){0,3}`;
// Looked back from behind the name: from before it, it would be looked back from every place of the text.
const name = (names: string) => new RegExp(`(?:${names})(?<!${inVault}(?:${names}))${separated}`, 'gi');
const option = (names: string) => new RegExp(String.raw`(?<!\S)(?:${names})[\s=]{1,4}`, 'gi');

const passwordWords =
  'pass[ _-]?(?:word|wd|wort|phrase)|pwd|kennwort|mot de passe|contraseña|senha|palavra-passe|パスワード';

/** `client_secret%3D…`, `%22password%22%3A%22…`: a value inside a URL or a logged form, once or twice encoded. */
const encoded = (names: string) =>
  shaped(
    new RegExp(
      String.raw`(?:${names})(?:%(?:25)?22)?(?:%(?:25)?20|\+){0,2}%(?:25)?3[AD](?:%(?:25)?20|\+){0,2}(?:%(?:25)?22)?(?!%)((?:(?!%(?:25)?(?:2[26C]|3B|7D))[^\s&"'<>;,]){4,4096})`,
      'gi',
    ),
  );

const passwordHints = ['pass', 'pwd', 'kennwort', 'contraseña', 'senha', 'パスワード'];

/**
 * In the order they run: whole lines and blocks first, then shapes, then names. Each only where one of its hints (in
 * lower case) stands in the text.
 */
const finders: readonly (readonly [hints: readonly string[], kind: string, find: Finder])[] = [
  [['-----begin'], 'private-key', privateKey],
  [['cookie:'], 'cookie', headerLine(/(?<![\w-])(?:set-)?cookie:/gi)],
  [
    ['basic'],
    'basic-auth',
    shaped(/(?<![\w-])authorization\\?["']?: {0,4}\\?["']?basic {1,4}([A-Za-z0-9+/=_-]{8,4096})/gi),
  ],
  [['eyj'], 'jwt', findJwt],
  [['q~'], 'client-secret', shaped(/[\w~.-]{3}\dQ~[\w~.-]{28,64}/g)],
  [
    ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    'github-token',
    shaped(/(?<![A-Za-z0-9])(?:gh[pousr]_|github_pat_)\w{20,255}/g),
  ],
  [['bearer'], 'bearer-token', named(/(?<![A-Za-z0-9])bearer(?: {1,4}|%20|\+)/gi, '"\'`,;&<>', isBearer)],
  [['secret'], 'client-secret', named(name('client[ _-]?secret(?:[ _-]?value)?'), '"\'`;&<>')],
  [
    ['secret'],
    'client-secret',
    named(/(?<![a-z])(?:client )?secret(?: value)? (?:is|was) {1,4}/gi, '"\'`;&<>', looksSecret),
  ],
  [['secret'], 'client-secret', named(name('secret(?:[ _-]?value)?'), '"\'`;&<>', looksSecret)],
  [['secret'], 'client-secret', named(option('--?client-?secret|--?secret'), '')],
  [['secret'], 'client-secret', named(/client_?secret\(\s{0,10}(?=["'])/gi, '')],
  [['secret'], 'client-secret', encoded('client_?secret')],
  [
    ['secret'],
    'client-secret',
    named(
      /ClientSecretCredential\(\s{0,20}(?:"[^"\n]{0,100}"|'[^'\n]{0,100}'|[\w.]{1,60}),\s{0,20}(?:"[^"\n]{0,100}"|'[^'\n]{0,100}'|[\w.]{1,60}),\s{0,20}(?=["'])/g,
      '',
    ),
  ],
  [passwordHints, 'password', named(name(passwordWords), '"\'`;&<>', isNoPath)],
  [
    passwordHints,
    'password',
    named(
      new RegExp(`(?<![a-z])(?:${passwordWords})(?: (?:is|was|ist|lautet|est|es|é) {1,4}|は {0,4})`, 'gi'),
      '"\'`;<>',
      looksSecret,
    ),
  ],
  [passwordHints, 'password', named(/(?<![a-z])pass ?word\(\s{0,10}(?=["'])/gi, '')],
  [passwordHints, 'password', named(option('--?password|--admin-password|-CertificatePassword'), '')],
  [passwordHints, 'password', encoded('password|passwd')],
  [['az login'], 'password', named(/(?<![\w-])az login\b[^\n]{0,200}? (?:-p|--password)[ =]{1,4}/g, '')],
  [['securestring'], 'password', named(/ConvertTo-SecureString(?: -String)? {1,4}(?=["'])/gi, '')],
  [['@'], 'password', shaped(/:\/\/[^\s/:@"'<>]{1,100}:(?!\[redacted )([^\s/@"'<>]{1,256})(?=@)/g)],
  [
    ['key', 'sharedsecret'],
    'connection-string',
    named(name('(?:Shared|Account)[ _-]?(?:Access[ _-]?)?Key|SharedSecretValue'), '"\'`;&<>'),
  ],
  [['key', 'sharedsecret'], 'connection-string', encoded('(?:Shared|Account)(?:Access)?Key')],
  [['key', 'sharedsecret'], 'connection-string', named(option('--account-key|--shared-access-key'), '')],
  [['='], 'account-key', accountKey],
  [['azfu'], 'function-key', shaped(/(?<![\w-])[\w-]{38,60}AzFu[\w-]{4,16}={0,2}/g)],
  [
    ['code='],
    'function-key',
    named(/\/api\/[^\s?"'<>]{1,300}\?(?:[\w%=.-]{1,100}&){0,6}code=/gi, '"\'`;&<>', (value) => value.length >= 16),
  ],
  [
    ['key'],
    'function-key',
    named(name('x-functions-key|(?:functions?|host|master)[ _-]?key'), '"\'`;&<>', looksSecret),
  ],
  [['key'], 'function-key', named(/(?<![a-z])(?:function|host|master) key (?:is|was) {1,4}/gi, '"\'`;<>', looksSecret)],
  [['sig'], 'sas', encoded('(?:(?<![A-Za-z0-9])|(?<=%(?:25)?(?:3F|26)))sig')],
  [['sig'], 'sas', named(/(?<![A-Za-z0-9])sig(?:nature)?=/gi, '"\'`;&<>')],
  [['refresh'], 'refresh-token', named(name('refresh[ _-]?token'), '"\'`;&<>', (value) => value.length >= 12)],
  [['refresh'], 'refresh-token', encoded('refresh_?token')],
  [['0.a', '1.a'], 'refresh-token', shaped(/(?<![\w.-])[01]\.A[A-Za-z][\w-]{40,4096}(?:\.[\w-]{10,4096}){0,2}/g)],
  [['token', 'assertion'], 'access-token', encoded('(?:access|id)_?token|assertion')],
  [['token', 'assertion'], 'access-token', named(name('token|(?:client_)?assertion'), '"\'`;&<>', isOpaque)],
  [['code='], 'auth-code', named(/[?&]code=/gi, '"\'`;&<>', (value) => value.length >= 16)],
  [['key'], 'api-key', named(name('(?:x-)?api[ _-]?key|(?:ocp-apim-)?subscription-key'), '"\'`;&<>')],
];

const allHints = [...new Set(finders.flatMap(([hints]) => hints))];

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
