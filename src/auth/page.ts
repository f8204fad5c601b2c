import { createHash } from 'node:crypto';

/** What the sign-in page answers a browser. */
export interface PageAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface Page {
  status: number;
  title: string;
  text: string;
  /** A link on this very page. */
  link?: { title: string; path: string };
  headers?: Readonly<Record<string, string>>;
}

const STYLE =
  'body{font:16px/1.5 "Segoe UI",system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1.5rem;color:#242424;background:#fff}' +
  'h1{font-size:1.5rem;line-height:1.3}a{color:#0f548c}' +
  '@media(prefers-color-scheme:dark){body{color:#f5f5f5;background:#1f1f1f}a{color:#62abf5}}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing is kept, framed, run or sent on: the address may hold a code. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** A page of a title and a few sentences. All text is escaped. */
export function page({ status, title, text, link, headers }: Page): PageAnswer {
  const next = link === undefined ? '' : `<p><a href="${escaped(link.path)}">${escaped(link.title)}</a></p>`;
  return {
    status,
    headers: { ...HEADERS, 'content-type': 'text/html; charset=utf-8', ...headers },
    body:
      '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
      `<title>${escaped(title)}</title><style>${STYLE}</style></head>` +
      `<body><main><h1>${escaped(title)}</h1><p>${escaped(text)}</p>${next}</main></body></html>`,
  };
}

/** Sends the browser on. */
export function redirect(address: string, headers: Readonly<Record<string, string>>): PageAnswer {
  return { status: 302, headers: { ...HEADERS, location: address, ...headers }, body: '' };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
