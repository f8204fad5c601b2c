import assert from 'node:assert/strict';
import type { Message } from '../support/teams-double/connector.ts';
import { messagesIn, textOf } from '../support/teams-double/conversation.ts';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import { assertSound } from './sound-cards.ts';
import { type Stage, setStage } from './stage.ts';
import { assertSame, whileSlow } from './steps.ts';
import { lookedUp } from './wording.ts';

const host = (name: string) => `${name}.api.weu.digitaltwins.azure.net`;
const trace = (lines: number) =>
  Array.from({ length: lines }, (_, at) => `   at Contoso.Loader.Step${at}(String text) in Loader.cs:line ${at}`).join(
    '\n',
  );

describe('a message that comes in parts', () => {
  let stage: Stage;
  const messages = ({ chat }: PersonInTeams): Message[] => messagesIn(stage.teams.connector, chat);

  before(async () => {
    stage = await setStage();
  });
  after(() => stage?.close());

  it('is answered at once, with one card that knows all of it in the end', async () => {
    const alex = stage.person('alex');
    await alex.says('I am getting this on ADT:');
    const card = await alex.sees(/What did Azure Digital Twins answer\?/);
    await alex.says(`Azure.RequestFailedException: Service request failed.\nStatus: 403 (Forbidden)\n${trace(20)}`);
    await alex.says(`GET https://${host('plant-b')}/digitaltwins/pump-1`);
    assertSame(await alex.sees(/plant-b · Alex Wilber/), card);
    assert.equal(messages(alex).length, 1);
  });

  it('is one though its parts come while the first is still looked into', async () => {
    const diego = stage.person('diego');
    await whileSlow(stage.tenant, 250, async () => {
      await diego.says('403 on ADT');
      await diego.says('for my app twin-sync');
      await diego.says('on plant-a, a query');
      await diego.sees(/plant-a · .*twin-sync|Not mine to show/s);
    });
    await diego.sees(/twin-sync/);
    assert.equal(messages(diego).length, 1);
    const [card] = messages(diego);
    const shown = card?.versions.map((version) => JSON.stringify(version.card)) ?? [];
    assert.match(shown[0] ?? '', /Checking…/);
    assert.doesNotMatch(shown.at(-1) ?? '', /Diego Siciliani \(you\)/, 'the first reading has not come last');
  });

  it('may be long: three parts of a paste that the client cut', async () => {
    const adele = stage.person('adele');
    const log = `${trace(300)}\nStatus: 403 (Forbidden)\nhttps://${host('plant-a')}/models\n${trace(700)}`;
    for (let at = 0; at < log.length; at += 24_000) await adele.says(log.slice(at, at + 24_000));
    await adele.sees(/plant-a · Adele Vance/);
    assert.equal(messages(adele).length, 1);
  });

  it('is read up to 100 KB, and the card says so', async () => {
    const lee = stage.person('lee');
    await lee.says(`403 on https://${host('plant-b')}\n${trace(200)}`);
    for (let at = 0; at < 5; at += 1) await lee.says(trace(450));
    const text = textOf(await lee.sees(/plant-b · Lee Gu.*I have not read all of it closely/s));
    assert.match(text, lookedUp);
    assert.equal(messages(lee).length, 1);
  });

  it('is another one where it says something of its own, or the same once more', async () => {
    const isaiah = stage.person('isaiah');
    await isaiah.says('403 on plant-a when I query twins');
    await isaiah.says('403 on plant-b when I query twins');
    await isaiah.says('403 on plant-b when I query twins');
    await isaiah.says('requests');
    await isaiah.sees(/plant-a · Isaiah Langer/);
    await isaiah.sees(/plant-b · Isaiah Langer/);
    assert.equal(messages(isaiah).length, 4);
  });

  it('is one person’s in one thread', async () => {
    const channel = stage.teams.team({ name: 'Digital Twins', groupId: 'g' });
    const thread = channel.thread();
    const [alex, diego] = [stage.person('alex'), stage.person('diego')];
    // Without waiting for an answer, which on a busy machine may come after the time for another part.
    await Promise.all([
      alex.says('403 on ADT when I query', thread),
      diego.says('403 on ADT for my app twin-sync', thread),
      alex.says('on plant-a', thread),
      diego.says('on plant-b', thread),
    ]);
    await alex.sees(/plant-a · Alex Wilber/, { in: thread });
    await diego.sees(/plant-b · .*twin-sync|Not mine to show/s, { in: thread });
    assert.equal(messagesIn(stage.teams.connector, thread).length, 2);
  });

  it('tells of a secret in its second part, once', async () => {
    const megan = stage.person('megan');
    await megan.says('403 on plant-a when I query twins');
    const secret = ['abc8Q~', '0123456789012345678901234567890123'].join('');
    await megan.says(`client_secret=${secret}`);
    await megan.says('in my settings');
    await megan.sees(/There was a secret in your message.*a client secret/s);
    assert.equal(messages(megan).length, 2);
    assert.doesNotMatch(JSON.stringify(messages(megan)), /abc8Q~/);
  });

  it('shows sound cards', () => {
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});
