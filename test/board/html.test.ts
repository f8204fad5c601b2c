import assert from 'node:assert/strict';
import { html, textOf } from '../../src/board/html.ts';

describe('markup', () => {
  it('escapes what is put between tags and into attributes', () => {
    const text = `<b title="x" id='y'>&\``;
    const escaped = '&#60;b title=&#34;x&#34; id=&#39;y&#39;&#62;&#38;&#96;';
    assert.equal(textOf(html`<p title="${text}">${text}</p>`), `<p title="${escaped}">${escaped}</p>`);
  });

  it('keeps markup that it made itself, alone and in lists', () => {
    const items = ['a', '<'].map((one) => html`<li>${one}</li>`);
    assert.equal(textOf(html`<ul>${items}</ul>`), '<ul><li>a</li><li>&#60;</li></ul>');
  });

  it('leaves nothing where there is nothing', () => {
    assert.equal(textOf(html`${undefined}${false}${''}${0}`), '0');
  });

  it('does not take another object for markup', () => {
    const alike = JSON.parse('{"markup":"<script>","Symbol(markup)":"<script>"}');
    assert.doesNotMatch(textOf(html`${alike}`), /script/);
  });
});
