import assert from 'node:assert/strict';
import { readSymptoms } from '../../../src/symptoms/read-symptoms.ts';
import { pointedMessageOf } from '../../../src/teams/extension/pointed-message.ts';

const objectId = '0249C7C8-971b-40f5-a66a-9231e887e104';

function message(payload: Record<string, unknown>) {
  return pointedMessageOf({ messagePayload: { id: '1611060744833', ...payload } });
}

function authorOf(user: unknown) {
  return message({ from: { user } })?.authorId;
}

describe('a message that somebody points at', () => {
  it('is read with its subject, without the marks of what hangs on it', () => {
    const read = message({
      subject: '403 on plant-a',
      body: { contentType: 'html', content: '<p>query twins</p><attachment id="1611060744000"></attachment>' },
    });
    assert.equal(read?.text, '403 on plant-a\n<p>query twins</p>');
  });

  it('is understood although it is HTML', () => {
    const content =
      '<div><div><at id="0">Lee</at>&nbsp;I get <strong>403</strong> on plant-a when I query twins</div></div>';
    const { kind, instance } = readSymptoms(message({ body: { content } })?.text ?? '');
    assert.deepEqual({ kind, instance }, { kind: 'adt-403', instance: { name: 'plant-a' } });
  });

  it('has an author by the id alone, whatever a client calls him', () => {
    const user = { id: objectId, displayName: 'Alex Wilber', userIdentityType: 'aadUser' };
    assert.equal(authorOf(user), objectId.toLowerCase());
    assert.doesNotMatch(JSON.stringify(message({ from: { user } })), /Alex/);
  });

  const strangers: [who: string, user: unknown][] = [
    ['an app', null],
    ['somebody of another tenant', { id: objectId, displayName: 'Eve', userIdentityType: 'federatedUser' }],
    ['a guest of a meeting', { id: objectId, displayName: 'Eve', userIdentityType: 'anonymousGuest' }],
    ['somebody whose id is none', { id: '29:1abc', displayName: 'Eve', userIdentityType: 'aadUser' }],
  ];
  for (const [who, user] of strangers)
    it(`has none where ${who} wrote it`, () => assert.equal(authorOf(user), undefined));

  it('is an answer to the message that its thread begins with', () => {
    assert.equal(message({ replyToId: '1611060744000' })?.replyToId, '1611060744000');
    assert.equal(message({ replyToId: '1;messageid=2' })?.replyToId, undefined);
  });

  for (const value of [undefined, null, 'x', {}, { messagePayload: {} }, { messagePayload: { id: 1 } }]) {
    it(`is not there in ${JSON.stringify(value)}`, () => assert.equal(pointedMessageOf(value), undefined));
  }
});
