import { withoutMarkup } from './markup.ts';
import { plainCharacters } from './plain-characters.ts';
import { readSymptoms } from './read-symptoms.ts';
import type { TokenClaims } from './report.ts';
import { redact } from './secrets.ts';
import { withoutNamesBesideSecrets } from './secrets-in-words.ts';

/** What was said with a token, or without one. */
export interface Tokenless {
  text: string;
  /** What a token in the text claims, as far as it can be read. */
  token?: TokenClaims;
  /** Kinds of token found; empty: there was none. */
  redacted: string[];
}

/** Longer than any token with a few words around it. */
const longest = 20_000;
const tokens = ['jwt', 'bearer-token'];

/** The text without its tokens. Undefined where it holds another secret: nobody says such a thing to change a report. */
export function tokenless(text: string): Tokenless | undefined {
  if (text.length > longest) return undefined;
  const said = withoutSecrets(text);
  // Tags may stand between a secret and its name.
  const kinds = [...said.redacted, ...redact(withoutMarkup(text)).redacted];
  if (!kinds.every((kind) => tokens.includes(kind))) return undefined;
  const { token } = said.redacted.length === 0 ? {} : readSymptoms(text);
  return { ...said, ...(token && { token }) };
}

/** The text without its secrets, and without the names beside the word for one, which may be one; and what kinds they were. */
export function withoutSecrets(text: string): { text: string; redacted: string[] } {
  const { text: safe, redacted } = redact(text);
  return { text: withoutNamesBesideSecrets(plainCharacters(safe.replace(asPasted, ' '))), redacted };
}

/** A token, and the name that it is pasted with: 'Authorization: Bearer …', '"access_token": "…"'. */
const asPasted =
  /(?:["']?\b(?:authorization|access_?token|id_?token|bearer)["']?\s{0,3}[:=]?\s{0,3}["']?){0,3}\[redacted [\w-]{1,40}\]["',;]{0,3}/gi;
