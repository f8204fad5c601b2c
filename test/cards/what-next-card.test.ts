import assert from 'node:assert/strict';
import { whatNextCard } from '../../src/cards/what-next-card.ts';
import { diagnosis } from './samples.ts';
import { buttonTitles, read } from './walk.ts';

const view = { afterCase: false, requests: true, helpdesk: true };

describe('the answer to whoever asks what to do with a diagnosis', () => {
  it('says what was found, who can fix it, and which buttons ask them', () => {
    assert.match(
      read(whatNextCard(diagnosis(), view)),
      /^What to do next\nI found this: You have no data role.*\nWho can fix it: Megan Bowen.*“Request access”.*“Send to helpdesk”.*“try again”/s,
    );
  });

  it('names no button that is not there', () => {
    const text = read(whatNextCard(diagnosis(), { ...view, requests: false, helpdesk: false }));
    assert.doesNotMatch(text, /Request access|Send to helpdesk/);
    assert.match(text, /on the card where I found it/);
  });

  it('says first that there is no case to whoever asks after one', () => {
    assert.match(read(whatNextCard(diagnosis(), { ...view, afterCase: true })), /^You have no open case\n/);
  });

  it('has no buttons, and no ids or addresses for others to read', () => {
    const headline = 'megan@contoso.com lacks a role on 4b6c70c5-c0c2-42e7-96c4-e73ca1f28055';
    const card = whatNextCard({ ...diagnosis(), headline }, view);
    assert.deepEqual(buttonTitles(card), []);
    assert.doesNotMatch(JSON.stringify(card), /megan@|4b6c70c5/);
  });
});
