/** Secrets where the name and the value are fields of their own: settings of an app, XML, recordings of a browser. */
import { bare, type KindOfSecret, named, shaped } from './secrets-finder.ts';

/** What such a field is called. */
const kinds: readonly (readonly [kind: string, names: string])[] = [
  ['identity-header', 'identity[_-]header'],
  ['client-secret', 'secret'],
  ['password', 'password|passwd|pwd'],
  ['api-key', '(?:api|access|account|master|host|shared|primary|secondary)[_-]?key'],
  ['access-token', 'token'],
  ['cookie', 'cookie'],
];
const names = `(?<name>${kinds.map(([, each]) => each).join('|')})`;
/** 'SECRET_SETTING_NAME', 'PASSWORD_EXPIRES': not the secret itself. */
const about = String.raw`(?:name|uri|url|id|endpoint|version|type|policy|length|expir\w{0,10})`;
const field = String.raw`[\w.:-]{0,80}?${names}(?![\w.:-]{0,40}${about}["'\s])[\w.:-]{0,30}`;
const nameField = String.raw`\\?["']?(?:name|key)\\?["']?\s{0,4}[:=]\s{0,4}\\?["']${field}\\?["']`;
const valueField = String.raw`\\?["']?value\\?["']?\s{0,4}[:=]\s{0,4}`;
/** Between the name and the value of a setting that belongs to no slot. */
const slot = String.raw`\s{2,80}(?:false|true)`;

const known = kinds.map(([kind, each]) => [kind, new RegExp(`^(?:${each})$`, 'i')] as const);

function kindOf({ groups }: RegExpExecArray): string {
  return known.find(([, pattern]) => pattern.test(groups?.name ?? ''))?.[0] ?? 'client-secret';
}

/** `hints`: the names are more common than what stands beside them. */
function pair(hints: readonly string[], pattern: string): KindOfSecret {
  return [hints, 'client-secret', named(new RegExp(pattern, 'gi'), '', undefined, kindOf)];
}

export const secretsInPairs: readonly KindOfSecret[] = [
  // {"name": "AZURE_CLIENT_SECRET", "slotSetting": false, "value": "…"}, <add key="ClientSecret" value="…"/>
  pair(['value'], String.raw`${nameField}[^{}<>]{0,120}?${valueField}(?=\\?["'])`),
  // {"value": "…", "name": "AZURE_CLIENT_SECRET"}
  pair(['value'], String.raw`${valueField}(?=(["'])[^"'\\\n]{1,1000}\1[^{}<>]{0,80}?${nameField})`),
  // AZURE_CLIENT_SECRET  False  …
  pair(
    ['false', 'true'],
    String.raw`(?:false|true)(?<=\S${slot})(?<!${about}${slot})(?<=${names}[\w.:-]{0,30}${slot})\s{2,80}(?=\S)`,
  ),
  // <password>…</password>
  [
    ['</'],
    'client-secret',
    shaped(
      new RegExp(String.raw`<${field}(?:\s[^<>]{0,200})?>\s{0,20}(?!\[redacted )([^<\s][^<]{0,4096})(?=<\/)`, 'gi'),
      kindOf,
    ),
  ],
];

/** What a managed identity's endpoint asks for ('How to use managed identities for App Service', "REST endpoint reference"). */
export const identityHeader: KindOfSecret = [
  ['identity'],
  'identity-header',
  named(/(?<![a-z0-9])(?:x-)?identity[_-]header(?:\\?["'`]\]?)?\s{0,4}(?:=>|={1,3}|:)\s{0,4}/gi, bare),
];
