/** Secrets where the name and the value are fields of their own: settings of an app, XML, recordings of a browser. */
import { bare, type KindOfSecret, named, shaped } from './secrets-finder.ts';

/** What such a field is called, and what is not the secret itself: 'SECRET_SETTING_NAME', 'PASSWORD_EXPIRES'. */
const kinds: readonly (readonly [kind: string, hints: readonly string[], names: string])[] = [
  ['client-secret', ['secret'], 'secret'],
  ['password', ['pass', 'pwd'], 'password|passwd|pwd'],
  ['identity-header', ['identity'], 'identity[_-]header'],
  ['api-key', ['key'], '(?:api|access|account|master|host|shared|primary|secondary)[_-]?key'],
  ['access-token', ['token'], 'token'],
  ['cookie', ['cookie'], 'cookie'],
];
const about = String.raw`(?:name|uri|url|id|endpoint|version|type|policy|length|expir\w{0,10})`;
const ending = String.raw`(?![\w.:-]{0,40}${about}["'\s])[\w.:-]{0,30}`;
/** Between the name and the value of a setting that belongs to no slot. */
const slot = String.raw`\s{2,80}(?:false|true)`;
const inTable = String.raw`(?:false|true)(?<=\S${slot})(?<!${about}${slot})`;

export const secretsInPairs: readonly KindOfSecret[] = kinds.flatMap(([kind, hints, names]): KindOfSecret[] => {
  const field = `[\\w.:-]{0,80}?(?:${names})${ending}`;
  const nameField = String.raw`\\?["']?(?:name|key)\\?["']?\s{0,4}[:=]\s{0,4}\\?["']${field}\\?["']`;
  const valueField = String.raw`\\?["']?value\\?["']?\s{0,4}[:=]\s{0,4}`;
  const hinted = [...hints];
  return [
    // {"name": "AZURE_CLIENT_SECRET", "slotSetting": false, "value": "…"}, <add key="ClientSecret" value="…"/>
    [hinted, kind, named(new RegExp(String.raw`${nameField}[^{}<>]{0,120}?${valueField}(?=\\?["'])`, 'gi'), '')],
    // {"value": "…", "name": "AZURE_CLIENT_SECRET"}
    [
      hinted,
      kind,
      named(new RegExp(String.raw`${valueField}(?=(["'])[^"'\\\n]{1,1000}\1[^{}<>]{0,80}?${nameField})`, 'gi'), ''),
    ],
    // AZURE_CLIENT_SECRET  False  …
    [
      hinted,
      kind,
      named(new RegExp(String.raw`${inTable}(?<=(?:${names})[\w.:-]{0,30}${slot})\s{2,80}(?=\S)`, 'gi'), ''),
    ],
    // <password>…</password>
    [
      hinted,
      kind,
      shaped(
        new RegExp(String.raw`<${field}(?:\s[^<>]{0,200})?>\s{0,20}(?!\[redacted )([^<\s][^<]{0,4096})(?=<\/)`, 'gi'),
      ),
    ],
  ];
});

/** What a managed identity's endpoint asks for ('How to use managed identities for App Service', "REST endpoint reference"). */
export const identityHeader: KindOfSecret = [
  ['identity'],
  'identity-header',
  named(/(?<![a-z0-9])(?:x-)?identity[_-]header(?:\\?["'`]\]?)?\s{0,4}(?:=>|={1,3}|:)\s{0,4}/gi, bare),
];
