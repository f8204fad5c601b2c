import { randomBytes } from 'node:crypto';
import { causeNames } from '../cards/cause-words.ts';
import type { BoardFile, readBoardFiles } from './files.ts';
import { AGES, DAYS, USUAL_DAYS, WHOSE } from './filters.ts';
import { type Html, html, textOf } from './html.ts';

/** What the board answers a browser. */
export interface BoardAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Who may show the page in a frame (Teams docs, "Prerequisites for your Teams tab"); 'self' is for the playground. */
const HOSTS = [
  "'self'",
  'https://*.cloud.microsoft',
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office365.com',
].join(' ');

/** Where the Teams library reads which hosts it may talk to; it has a list of its own where it cannot. */
const TEAMS_LISTS = 'https://res.cdn.office.net';

const HEADERS = {
  'cache-control': 'no-store',
  'content-type': 'text/html; charset=utf-8',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The page without any data. What it loads and where it may be shown is named one by one; nothing else is. */
export function shell(
  files: ReturnType<typeof readBoardFiles>,
  links: { chat: string; consent: string },
  nonce = randomBytes(16).toString('base64'),
): BoardAnswer {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `connect-src 'self' ${TEAMS_LISTS}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${HOSTS}`,
  ].join('; ');
  const script = ({ path, integrity }: BoardFile) =>
    html`<script defer nonce="${nonce}" src="${path}" integrity="${integrity}"></script>`;
  const { path, integrity } = files.style;
  const head = html`<link rel="stylesheet" nonce="${nonce}" href="${path}" integrity="${integrity}">${script(files.teams)}${script(files.script)}`;
  return whole(
    head,
    html`${toolbar}<p id="status" role="status">Signing you in…</p><main id="board" tabindex="-1"></main>${elsewhere(links)}`,
    policy,
  );
}

/** Instead of the shell, where nobody can sign in. */
export const notSetUp: BoardAnswer = whole(
  undefined,
  html`<main><h1>The board is not set up</h1><p>Whoever runs ADT Support sets <b>PUBLIC_URL</b>, and with a managed identity also <b>SIGN_IN_APP_ID</b>. docs/board.md says what else it takes.</p></main>`,
  `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors ${HOSTS}`,
);

/** What was asked for with a token. Never shown on its own, so it may do nothing and be framed by nobody. */
export function fragment(status: number, content: Html): BoardAnswer {
  const policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  // What stands between the bot and the browser may answer in its place; that is not shown as the board's.
  const headers = { ...HEADERS, 'content-security-policy': policy, 'x-adt-support': 'board' };
  return { status, headers, body: textOf(content) };
}

export function fileAnswer({ type, body }: BoardFile): BoardAnswer {
  // Asked again each time: after an update page and script have to be of one version.
  return {
    status: 200,
    headers: { 'cache-control': 'no-cache', 'content-type': type, 'x-content-type-options': 'nosniff' },
    body,
  };
}

function whole(head: Html | undefined, body: Html, policy: string): BoardAnswer {
  const page = html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>ADT Support board</title>${head}</head><body>${body}</body></html>`;
  return {
    status: 200,
    headers: { ...HEADERS, 'content-security-policy': policy },
    body: `<!doctype html>${textOf(page)}`,
  };
}

function choices(first: string | undefined, known: Readonly<Record<string, string>>, chosen = ''): Html[] {
  const all = [...(first === undefined ? [] : [['', first] as const]), ...Object.entries(known)];
  return all.map(([value, name]) =>
    value === chosen
      ? html`<option value="${value}" selected>${name}</option>`
      : html`<option value="${value}">${name}</option>`,
  );
}

const byName = Object.fromEntries(Object.entries(causeNames).toSorted(([, a], [, b]) => a.localeCompare(b)));

const toolbar = html`<form id="filters" role="search" aria-label="What the board shows" autocomplete="off" hidden>${[
  select('whose', 'Cases', choices('Everybody’s', WHOSE)),
  html`<div><label for="instance">Instance</label><input id="instance" name="instance" type="search" maxlength="100" placeholder="Any"></div>`,
  select('cause', 'Cause', choices('Any', byName)),
  select('age', 'Age', choices('Any', AGES)),
  select('days', 'Look back', choices(undefined, DAYS, USUAL_DAYS)),
]}</form>`;

function select(name: string, label: string, options: readonly Html[]): Html {
  return html`<div><label for="${name}">${label}</label><select id="${name}" name="${name}">${options}</select></div>`;
}

/** Where there is nobody to sign in, or Teams gives no sign-in. */
function elsewhere({ chat, consent }: { chat: string; consent: string }): Html {
  return html`<section id="outside" hidden><h1>Open the board in Teams</h1><p>It signs you in there. <a href="${chat}">Open ADT Support in Teams</a> and choose its tab <b>Board</b>.</p></section><section id="no-sign-in" hidden><h1>Teams could not sign you in</h1><p>Teams says: <b id="reason"></b></p><ul><li>If you were asked to allow something and said no, try again and allow it: the board asks only who you are.</li><li>If it needs an administrator, send them <a href="${consent}" target="_blank" rel="noopener noreferrer">this link to consent for everybody</a>.</li><li>Anything else is for whoever runs ADT Support: docs/board.md has what has to be registered.</li></ul><p><button type="button" class="again">Try again</button></p></section><noscript><p>The board needs JavaScript.</p></noscript>`;
}
