import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readBoardFiles } from '../../src/board/files.ts';
import { html } from '../../src/board/html.ts';
import { fileAnswer, fragment, notSetUp, shell } from '../../src/board/page.ts';

const files = readBoardFiles();
const links = { chat: 'https://teams.microsoft.com/l/chat/0/0?users=28:bot', consent: 'https://login.example/consent' };
const policyOf = ({ headers }: { headers: Readonly<Record<string, string>> }) =>
  headers['content-security-policy'] ?? '';

describe('the page of the board', () => {
  it('runs what it names and nothing else, and is framed by Teams alone', () => {
    const page = shell(files, links, 'n0nce');
    const policy = policyOf(page);
    assert.match(policy, /^default-src 'none'; script-src 'nonce-n0nce'; style-src 'nonce-n0nce'; connect-src 'self' /);
    assert.match(policy, /frame-ancestors 'self' https:\/\/\*\.cloud\.microsoft https:\/\/teams\.microsoft\.com /);
    assert.doesNotMatch(policy, /unsafe|\*;|https:;| \* /);
    assert.doesNotMatch(page.body, /<script(?![^>]+nonce="n0nce")| style="| on\w+="/);
    assert.equal(page.headers['cache-control'], 'no-store');
  });

  it('takes a new nonce each time', () => {
    assert.notEqual(policyOf(shell(files, links)), policyOf(shell(files, links)));
  });

  it('loads each file by what is in it', () => {
    const { body } = shell(files, links);
    for (const file of Object.values(files)) {
      const hash = createHash('sha384').update(fileAnswer(file).body).digest('base64');
      assert.ok(body.includes(`="${file.path}" integrity="sha384-${hash}"`), file.path);
    }
  });

  it('says what to do outside Teams, without consent and without JavaScript', () => {
    const { body } = shell(files, links);
    assert.match(body, /<section id="outside" hidden>.*href="https:\/\/teams\.microsoft\.com\/l\/chat/);
    assert.match(body, /<section id="no-sign-in" hidden>.*href="https:\/\/login\.example\/consent"/);
    assert.match(body, /<noscript>/);
  });

  it('says who can set it up where it is not', () => {
    assert.equal(notSetUp.status, 200);
    assert.match(notSetUp.body, /PUBLIC_URL/);
    assert.match(policyOf(notSetUp), /default-src 'none'/);
  });

  it('gives what is behind the sign-in as a piece that does nothing by itself', () => {
    const piece = fragment(200, html`<p>${'<script>'}</p>`);
    assert.equal(piece.body, '<p>&#60;script&#62;</p>');
    assert.match(policyOf(piece), /default-src 'none'.*frame-ancestors 'none'/);
    assert.equal(piece.headers['cache-control'], 'no-store');
  });
});
