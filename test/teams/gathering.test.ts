import assert from 'node:assert/strict';
import type { IncomingMessage } from '../../src/teams/activity.ts';
import { createGathering, isPart, type Whole } from '../../src/teams/gathering.ts';
import { chatWith } from './messages-of.ts';

const alex = { objectId: 'a1', displayName: 'Alex Wilber' };
const diego = { objectId: 'd1', displayName: 'Diego Siciliani' };
const chat = chatWith('alex', 'a1');

function said(text: string, change: Partial<IncomingMessage> = {}): IncomingMessage {
  return { conversation: chat, from: alex, text, addressed: true, files: [], picture: false, ...change };
}

describe('what is said within seconds', () => {
  let heard: string[];
  let wholes: Set<Whole>;
  let gathering: ReturnType<typeof createGathering>;

  beforeEach(() => {
    heard = [];
    wholes = new Set();
    gathering = createGathering(async (whole) => {
      wholes.add(whole);
      heard.push(whole.text);
    });
  });

  it('is heard part by part, each with all that was said before', async () => {
    await gathering.take(said('403 on ADT'));
    await gathering.take(said('when I query twins'));
    assert.deepEqual(heard, ['403 on ADT', '403 on ADT\nwhen I query twins']);
    assert.equal(wholes.size, 1);
  });

  it('is answered in the order of its arrival, and a fault keeps no later part from it', async () => {
    const held = Promise.withResolvers<void>();
    const order: string[] = [];
    const slow = createGathering(async ({ fresh }) => {
      const parts = fresh.splice(0);
      if (parts.includes('one')) {
        await held.promise;
        order.push('one');
        throw new Error('a fault');
      }
      order.push(...parts);
    });
    const one = slow.take(said('one'));
    await Promise.resolve();
    const two = slow.take(said('two'));
    const three = slow.take(said('three'));
    held.resolve();
    await assert.rejects(one, /a fault/);
    await Promise.all([two, three]);
    assert.deepEqual(order, ['one', 'two', 'three']);
  });

  it('by two people, or in two places, is kept apart', async () => {
    await gathering.take(said('403 on ADT'));
    await gathering.take(said('a query', { from: diego }));
    await gathering.take(said('a write', { conversation: { ...chat, id: 'another' } }));
    await gathering.take(said('a delete', { conversation: { ...chat, tenantId: 'another' } }));
    assert.deepEqual(heard, ['403 on ADT', 'a query', 'a write', 'a delete']);
  });

  it('ends where it is ended', async () => {
    await gathering.take(said('403 on ADT'));
    gathering.end(chat, alex);
    await gathering.take(said('a query'));
    assert.equal(heard.at(-1), 'a query');
  });

  it('is put together again where a client has cut it', async () => {
    const text = 'x'.repeat(30_000);
    await gathering.take(said(`${text}plan`));
    await gathering.take(said('t-a'));
    assert.ok(heard.at(-1)?.endsWith('xplant-a'));
  });

  it('says where there is so much that it is not all read closely', async () => {
    for (let part = 0; part < 10; part += 1) await gathering.take(said(`${part} ${'word '.repeat(5_000)}`));
    const [whole] = wholes;
    assert.ok(whole?.readInPart);
    assert.ok(whole.text.startsWith('0 word') && whole.text.includes('5 word') && whole.text.includes('9 word'));
  });

  it('is kept up to a megabyte and a bit, its beginning and its end', async () => {
    for (let part = 0; part < 60; part += 1) await gathering.take(said(`${part} ${'word '.repeat(5_000)}`));
    const [whole] = wholes;
    assert.ok((whole?.text.length ?? 0) <= 1280 * 1024);
    assert.ok(whole?.text.startsWith('0 word') && whole.text.includes('59 word'));
  });

  it('takes in what came by another way', async () => {
    await gathering.take(said('see the file'));
    const [whole] = wholes;
    assert.ok(whole !== undefined);
    await gathering.add(whole, 'Status: 403');
    assert.equal(heard.at(-1), 'see the file\nStatus: 403');
  });
});

describe('whether a text is a part of what was said before', () => {
  const file = { name: 'a.log', url: 'https://contoso.sharepoint.com/a.log' };
  const long = 'at Contoso.Loader.Step() '.repeat(60);
  const cases: [before: string, text: string, part: boolean, files?: (typeof file)[]][] = [
    ['403 on ADT', 'on plant-a', true],
    ['I get this error', 'Status: 403 (Forbidden)', true],
    ['403 on plant-a', 'when I query twins', true],
    ['403 on plant-a when I query', long, true],
    [long, '403 on plant-b when I query', true],
    ['403 on plant-a when I query', '403 on plant-b when I query', false],
    ['403 on plant-a when I query', '403 on plant-a when I query', false],
    ['403 on plant-a when I query', 'please give me access to plant-a', false],
    ['403 on plant-a when I query', '', true, [file]],
  ];
  for (const [before, text, part, files = []] of cases) {
    it(`“${text.slice(0, 30)}” after “${before.slice(0, 30)}”: ${part ? 'yes' : 'no'}`, () =>
      assert.equal(isPart(before, { text, files }), part));
  }
});
