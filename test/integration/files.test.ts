import assert from 'node:assert/strict';
import { type FileServer, fileAttachment, gives, startFileServer } from '../support/file-server.ts';
import { messagesIn, textOf } from '../support/teams-double/conversation.ts';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import { assertSound } from './sound-cards.ts';
import { type Stage, setStage } from './stage.ts';
import { assertSame } from './steps.ts';

const refusal = 'Status: 403 (Forbidden)\nGET https://plant-a.api.weu.digitaltwins.azure.net/digitaltwins/pump-1\n';
const line = 'info: Loader has read one more row of the telemetry table\n';

describe('an attached file', () => {
  let server: FileServer;
  let stage: Stage;
  const count = ({ chat }: PersonInTeams) => messagesIn(stage.teams.connector, chat).length;

  before(async () => {
    server = await startFileServer({
      '/error.log': gives(refusal),
      '/error.json': gives(JSON.stringify({ error: refusal }), 'application/json'),
      '/powershell.txt': gives(Buffer.from(`\ufeff${refusal}`, 'utf16le'), 'text/plain'),
      '/long.log': gives(refusal + line.repeat(9_000)),
      '/middle.log': gives(line.repeat(4_000) + refusal + line.repeat(4_000)),
      '/quiet.log': gives(line.repeat(5_000)),
      '/empty.txt': gives('', 'text/plain'),
      '/huge.log': gives(line.repeat(20_000)),
      '/late.log': gives('gone', 'text/plain', 404),
      '/signin.txt': gives('<html>Sign in</html>', 'text/html; charset=utf-8'),
      '/chat.txt': gives('hello there'),
    });
    stage = await setStage({ fileOrigins: [server.origin] });
  });
  after(() => Promise.all([stage?.close(), server?.close()]));

  const at = (name: string) => fileAttachment(name, `${server.origin}/${name}`);
  /** Teams sends a copy of the message as HTML with every message that has one. */
  const html = { contentType: 'text/html', content: '<p>see the file</p>' };

  for (const name of ['error.log', 'error.json', 'powershell.txt']) {
    it(`${name} is read behind a card that is there at once`, async () => {
      const alex = stage.person('alex');
      const before = messagesIn(stage.teams.connector, alex.chat);
      assert.equal((await alex.attaches([at(name), html])).status, 200);
      const card = await alex.sees(/plant-a · Alex Wilber/, { not: before });
      assert.match(card.versions[0]?.summary ?? '', new RegExp(`Checking… the file ${name}`));
      assert.equal(count(alex), before.length + 1);
      await alex.sendsClick(card, 'chat.none', {});
    });
  }

  it('completes what was written with it', async () => {
    const diego = stage.person('diego');
    await diego.attaches([at('error.log')], 'my app twin-sync gets this');
    await diego.sees(/twin-sync/);
    assert.equal(count(diego), 1);
  });

  it('is asked for without any sign-in', () => {
    for (const { headers } of server.requests) {
      assert.deepEqual(
        Object.keys(headers).filter((name) => /auth|cookie|token/i.test(name)),
        [],
      );
    }
  });

  it('that is long is searched as a whole, and the card says so', async () => {
    const isaiah = stage.person('isaiah');
    for (const name of ['long.log', 'middle.log']) {
      const before = messagesIn(stage.teams.connector, isaiah.chat);
      await isaiah.attaches([at(name)]);
      const card = await isaiah.sees(/plant-a · Isaiah Langer.*I have not read all of it closely/s, { not: before });
      await isaiah.sendsClick(card, 'chat.none', {});
    }
  });

  it('that is long and tells nothing is asked about, and the card says so', async () => {
    const isaiah = stage.person('isaiah');
    await isaiah.attaches([at('quiet.log')]);
    const card = await isaiah.sees(/Which service answered 403\?.*I have not read all of it closely/s);
    await isaiah.sendsClick(card, 'chat.none', {});
  });

  it('is read though it is one of many, and what is too much is told', async () => {
    const isaiah = stage.person('isaiah');
    const before = messagesIn(stage.teams.connector, isaiah.chat);
    const chat = Array.from({ length: 5 }, () => at('chat.txt'));
    await isaiah.attaches([...chat, at('error.log')]);
    const card = await isaiah.sees(/plant-a · Isaiah Langer/, { not: before });
    await isaiah.sendsClick(card, 'chat.none', {});
    await isaiah.attaches([at('error.log'), ...chat, ...chat]);
    await isaiah.sees(/I left a file unread.*chat\.txt.*Attach the one with the error/s);
    await isaiah.sendsClick(card, 'chat.none', {});
    await isaiah.attaches([at('quiet.log'), at('quiet.log'), at('quiet.log'), at('long.log')]);
    await isaiah.sees(/I left a file unread.*long\.log/s);
  });

  const faults: [what: string, attachment: () => Record<string, unknown>, sees: RegExp][] = [
    ['is too large', () => at('huge.log'), /could not read huge\.log.*more than 1 MB.*Paste the part/s],
    ['is of another type', () => at('report.docx'), /could not read report\.docx.*\.txt, \.log and \.json/s],
    ['is empty', () => at('empty.txt'), /no text in it/],
    ['is gone', () => at('late.log'), /does not work any more.*Attach it again/s],
    ['is a sign-in page', () => at('signin.txt'), /does not work any more/],
    [
      'lies inside a network',
      () => fileAttachment('a.txt', 'https://169.254.169.254/metadata'),
      /only from SharePoint/,
    ],
    ['lies elsewhere', () => fileAttachment('a.txt', 'https://evil.example/a.txt'), /only from SharePoint/],
    ['tells nothing', () => at('chat.txt'), /Which service answered 403\?/],
    [
      'is a picture',
      () => ({ contentType: 'image/png', contentUrl: 'https://evil.example/x.png' }),
      /cannot read pictures/,
    ],
  ];
  for (const [what, attachment, sees] of faults) {
    it(`that ${what} is answered with what to do`, async () => {
      const lee = stage.person('lee');
      const before = messagesIn(stage.teams.connector, lee.chat);
      const asked = server.requests.length;
      await lee.attaches([attachment()]);
      const card = await lee.sees(sees, { not: before });
      assert.equal(count(lee), before.length + 1);
      if (/SharePoint|types|pictures/.test(sees.source)) assert.equal(server.requests.length, asked);
      await lee.sendsClick(card, 'chat.none', {});
    });
  }

  it('that fails does not keep the text from being answered', async () => {
    const adele = stage.person('adele');
    await adele.attaches([at('late.log')], '403 on plant-a when I query twins');
    const answer = await adele.sees(/plant-a · Adele Vance/);
    const fault = await adele.sees(/could not read late\.log/);
    assert.notEqual(answer.id, fault.id);
  });

  it('that is still being read when the bot stops does not keep the text from being answered', async () => {
    const adele = stage.person('adele');
    const before = messagesIn(stage.teams.connector, adele.chat);
    for (const last of before.slice(-1)) await adele.sendsClick(last, 'chat.none', {});
    await adele.attaches([at('hangs.log')], '403 on plant-b when I query twins');
    const card = await adele.sees(/Checking….*the file hangs\.log/s, { not: before });
    await stage.stop();
    await stage.start();
    assertSame(await adele.sees(/plant-b · Adele Vance/, { not: before }), card);
    await adele.sees(/could not read hangs\.log/, { not: before });
    assert.ok(!adele.reads().some((text) => text.includes('That did not work')));
  });

  it('and what is written next are one', async () => {
    const megan = stage.person('megan');
    await megan.attaches([at('error.log')]);
    await megan.says('it is my app twin-sync');
    const card = await megan.sees(/plant-a · .*twin-sync/s);
    assert.equal(count(megan), 1);
    assertSame(card, messagesIn(stage.teams.connector, megan.chat)[0]);
    assert.doesNotMatch(textOf(card), /Megan Bowen \(you\)/);
  });

  it('shows sound cards', () => {
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});
