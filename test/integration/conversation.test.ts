import assert from 'node:assert/strict';
import type { Message } from '../support/teams-double/connector.ts';
import { messagesIn, textOf } from '../support/teams-double/conversation.ts';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import { assertSound } from './sound-cards.ts';
import { type Stage, setStage, type Who } from './stage.ts';
import { assertSame, diagnosed, writesTo } from './steps.ts';
import { lookedUp, whichInstance } from './wording.ts';

describe('the conversation before and after a diagnosis', () => {
  let stage: Stage;
  const messages = ({ chat }: PersonInTeams): Message[] => messagesIn(stage.teams.connector, chat);
  const instanceId = (name: string) => stage.tenant.state.instances.find((each) => each.name === name)?.id ?? '';

  /** Somebody who says something as a message of its own: nothing said before goes on with it. */
  async function saysAnew(person: PersonInTeams, text: string): Promise<void> {
    const last = messages(person).at(-1);
    if (last !== undefined) await person.sendsClick(last, 'chat.none', {});
    await person.says(text);
  }

  before(async () => {
    stage = await setStage();
  });
  after(() => stage?.close());

  describe('asks one question', () => {
    it('for the instance, with a default for all else', async () => {
      const alex = stage.person('alex');
      await alex.says('I’m getting 403 on ADT');
      const card = await alex.sees(whichInstance);
      await alex.clicks(card, 'Check this one', { instance: instanceId('plant-a') });
      assertSame(await alex.sees(/plant-a · Alex Wilber.*You have no data role/s), card);
    });

    it('and not again: the instance asked about last is taken', async () => {
      const alex = stage.person('alex');
      const before = messages(alex);
      await saysAnew(alex, 'I get a 403 on Azure Digital Twins when I upload models');
      await alex.sees(/plant-a, as last time · Alex Wilber.*Data Owner would solve it/s, { not: before });
    });

    it('for the app, with the instance asked about last chosen', async () => {
      const alex = stage.person('alex');
      const before = messages(alex);
      await saysAnew(alex, 'our function app gets 403 on Azure Digital Twins');
      const card = await alex.sees(/Whose access, and to which instance\?.*Which app\?/s, { not: before });
      const refused = await alex.clicks(card, 'Check this one');
      assert.match(refused.text, /Which app\? Write its app id or its exact name/);
      assert.equal(refused.card, undefined, 'the form stays as it was filled');
      await alex.clicks(card, 'Check this one', { caller: 'twin-sync', tried: 'query' });
      assertSame(await alex.sees(/plant-a · .*twin-sync|access of twin-sync/s, { not: before }), card);
    });

    it('for all that is missing at once, of whoever has asked about nothing yet', async () => {
      const megan = stage.person('megan');
      await megan.says('my app gets a 403 on ADT');
      const card = await megan.sees(/Whose access, and to which instance\?/);
      await megan.clicks(card, 'Check this one', { instance: instanceId('plant-b'), caller: 'twin-sync' });
      assertSame(await megan.sees(/plant-b · .*twin-sync/s), card);
    });

    it('and none where a default is safe', async () => {
      const lee = stage.person('lee');
      await lee.says('403 on plant-b');
      await lee.sees(/plant-b · Lee Gu/);
      assert.ok(!lee.reads().some((text) => /\?\n/.test(text.slice(0, 60))));
    });

    it('that nobody else can answer', async () => {
      const isaiah = stage.person('isaiah');
      await isaiah.says('403 on ADT');
      const card = await isaiah.sees(whichInstance);
      const { text } = await stage.person('diego').clicks(card, 'Check this one', { instance: instanceId('plant-a') });
      assert.match(text, /Only the person who asked/);
    });

    it('whose answer may come in words, and closes the form', async () => {
      const isaiah = stage.person('isaiah');
      const card = await isaiah.sees(whichInstance);
      await saysAnew(isaiah, 'plant-b');
      await isaiah.sees(/plant-b · Isaiah Langer/);
      assertSame(await isaiah.sees(/^Answered/), card);
    });

    it('that takes no secret for a name, and no name for a command', async () => {
      const adele = stage.person('adele');
      await adele.says('my app gets 403 on plant-a');
      const card = await adele.sees(/Whose access\?/);
      const secret = ['abc8Q~', '0123456789012345678901234567890123'].join('');
      assert.match((await adele.clicks(card, 'Check', { caller: secret })).text, /looks like a secret/);
      assert.doesNotMatch(adele.reads().join(), /abc8Q~/);
      const hostile = "x' or displayName ne '[a](https://evil.example) <at>Megan</at>";
      await adele.clicks(card, 'Check', { caller: hostile });
      await adele.sees(/x' or displayName|Not mine to show/);
      assert.deepEqual(writesTo(stage.tenant), []);
    });
  });

  describe('understands a follow-up', () => {
    const follow: [who: Who, first: string, text: string, sees: RegExp][] = [
      ['diego', 'plant-a', 'and for plant-b?', /plant-b · Diego Siciliani/],
      ['megan', 'plant-a', 'same for lee@contoso.com', /plant-a · Lee Gu/],
      ['lee', 'plant-b', 'try again', /plant-b · Lee Gu/],
      ['lee', 'plant-b', 'immer noch 403', /plant-b · Lee Gu/],
      ['megan', 'plant-a', 'it’s the app twin-sync, not me', /plant-a · .*twin-sync/s],
      [
        'lee',
        'plant-a',
        'nope, still forbidden when I save',
        /plant-a · Lee Gu \(you\) · changing twins.*needs Azure Digital Twins Data Owner/s,
      ],
      ['adele', 'plant-a', 'no, the function app', /Whose access\?.*Which app\?/s],
    ];
    for (const [who, first, text, sees] of follow) {
      it(`“${text}”`, async () => {
        const person = stage.person(who);
        await saysAnew(person, `403 on ${first} when I query twins, once more`);
        await person.sees(lookedUp);
        const before = messages(person);
        await saysAnew(person, text);
        await person.sees(sees, { not: before });
      });
    }

    it('that answers which app', async () => {
      const adele = stage.person('adele');
      const before = messages(adele);
      await saysAnew(adele, 'twin-sync');
      await adele.sees(/twin-sync/, { not: before });
    });

    it('only of the person whose report it is, and within half an hour', async () => {
      const diego = stage.person('diego');
      await diagnosed(diego, 'plant-a');
      stage.clock.behindMs -= 31 * 60_000;
      const before = messages(diego);
      await saysAnew(diego, 'still 403');
      await diego.sees(/Which service answered 403\?/, { not: before });
      stage.clock.behindMs += 31 * 60_000;
    });

    it('that says which service it was', async () => {
      const diego = stage.person('diego');
      const before = messages(diego);
      await saysAnew(diego, 'ADT');
      await diego.sees(/plant-a, as last time · Diego Siciliani/, { not: before });
    });

    it('that all is well', async () => {
      const diego = stage.person('diego');
      const before = messages(diego);
      await saysAnew(diego, 'now it works, thanks');
      await diego.sees(/Good to hear/, { not: before });
    });

    it('and takes no chatter, no request and no new report for one', async () => {
      const diego = stage.person('diego');
      for (const [text, sees] of [
        ['who are you?', /^Hello/],
        ['please give Lee access to plant-a', /Who\? Send me the sign-in name/],
        ['403 from key vault', /another service|Key Vault/i],
      ] as const) {
        const before = messages(diego);
        await saysAnew(diego, text);
        await diego.sees(sees, { not: before });
      }
    });
  });

  describe('shows', () => {
    it('sound cards', () => {
      const cards = stage.teams.everyCard();
      assert.ok(cards.length > 20);
      for (const card of cards) assertSound(card);
    });
  });
});

describe('what is not understood', () => {
  let stage: Stage;
  const messages = ({ chat }: PersonInTeams): Message[] => messagesIn(stage.teams.connector, chat);
  const instanceId = (name: string) => stage.tenant.state.instances.find((each) => each.name === name)?.id ?? '';

  /** What is answered to somebody who says this as a message of its own. */
  async function answerTo(person: PersonInTeams, text: string, sees: RegExp): Promise<Message> {
    const before = messages(person);
    const last = before.at(-1);
    if (last !== undefined) await person.sendsClick(last, 'chat.none', {});
    await person.says(text);
    return person.sees(sees, { not: before });
  }

  before(async () => {
    stage = await setStage();
  });
  after(() => stage?.close());

  it('is asked about in one card, after which the diagnosis begins', async () => {
    const megan = stage.person('megan');
    const card = await answerTo(megan, '403 (Forbidden)', /Which service answered 403\?.*\[Azure Digital Twins\]/s);
    const instance = instanceId('plant-b');
    const refused = await megan.clicks(card, 'Azure Digital Twins', { instance, who: 'app' });
    assert.match(refused.text, /Which app\? Write its app id or its exact name/);
    assert.equal(refused.card, undefined, 'the form stays as it was filled');
    await megan.clicks(card, 'Azure Digital Twins', { instance, caller: 'twin-sync', tried: 'query' });
    assertSame(await megan.sees(/plant-b · .*twin-sync/s), card);
    assert.equal(messages(megan).length, 1);
  });

  it('is asked about with the status that was reported', async () => {
    const adele = stage.person('adele');
    const card = await answerTo(adele, '401 from the sensor thing', /Which service answered 401\?/);
    await adele.clicks(card, 'Azure Digital Twins', { instance: instanceId('plant-a'), tried: 'query' });
    assertSame(await adele.sees(/plant-a · Adele Vance/), card);
    assert.ok(!adele.reads().some((text) => text.includes('answered 403')));
  });

  it('is another service’s with one click', async () => {
    const isaiah = stage.person('isaiah');
    const card = await answerTo(isaiah, '401 Unauthorized', /Which service answered 401\?/);
    await isaiah.clicks(card, 'Key Vault');
    await isaiah.sees(/Key Vault/, { not: [card] });
  });

  it('takes nothing from what was told before', async () => {
    const lee = stage.person('lee');
    await answerTo(lee, '403 on plant-b', /plant-b · Lee Gu/);
    await answerTo(lee, 'and for plant-zzz?', /plant-zzz/);
    await answerTo(lee, 'why?', /I did not get that/);
    await answerTo(lee, 'try again', /plant-zzz/);
    await answerTo(lee, '403 (Forbidden)', /Which service answered 403\?/);
    await answerTo(lee, 'and for plant-b?', /plant-b · Lee Gu/);
  });

  it('is said of nonsense and of anger, and gladness is for thanks', async () => {
    const diego = stage.person('diego');
    for (const text of ['asdf jkl;;', '😡', 'lunch?']) {
      await answerTo(diego, text, /^I did not get that\nWhen Azure Digital Twins answers 403/);
    }
    await answerTo(diego, 'hello', /^Hello/);
    for (const text of ['thanks a lot', 'ok']) await answerTo(diego, text, /^Glad to help/);
    await answerTo(diego, 'it works now', /^Good to hear/);
    await answerTo(diego, 'how does my case stand?', /^You have no open case/);
  });

  it('is answered with what is said last', async () => {
    const alex = stage.person('alex');
    await answerTo(alex, '403 on plant-a when I query twins', lookedUp);
    await answerTo(alex, 'and for plant-a and plant-b?', /plant-b · Alex Wilber.*Data Reader/s);
    await answerTo(alex, 'is it fixed?', /plant-b · Alex Wilber/);
    await answerTo(alex, 'it is twin-sync, not me', /plant-b · .*twin-sync|twin-sync.*not yours/s);
  });

  it('is no question of what to do with an answer, which leads back to that', async () => {
    const isaiah = stage.person('isaiah');
    await answerTo(isaiah, '403 from our thing', /Which service answered 403\?/);
    await answerTo(isaiah, 'what am I supposed to do with that?', /^I have asked you something/);
    await diagnosed(isaiah, 'plant-a');
    const next =
      /^What to do next\nI found this: .*plant-a.*Who can fix it: Megan Bowen.*“Request access”.*“try again”/s;
    for (const text of [
      'ok and now??',
      'what am I supposed to do with that?',
      'thx but the button does nothing',
      'i dont have rights to run that command, who does?',
    ]) {
      await answerTo(isaiah, text, next);
    }
    await answerTo(isaiah, 'how does my case stand?', /^You have no open case\nI found this: .*plant-a/s);
    await answerTo(isaiah, 'asdf jkl;;', /^I did not get that\nI still know what you reported last/);
    await answerTo(isaiah, 'thanks', /^Glad to help/);
    await answerTo(isaiah, 'try again', /plant-a · Isaiah Langer/);
  });

  it('takes a token, alone or with a follow-up, for what it says', async () => {
    const diego = stage.person('diego');
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const tokenFor = (aud: string) =>
      [part({ typ: 'JWT', alg: 'RS256' }), part({ aud, exp: 1_700_000_000 }), 'c2lnbmF0dXJl'.repeat(8)].join('.');
    await answerTo(diego, tokenFor('https://management.azure.com'), /The token is for another service/);
    await diego.sees(/Access token/);
    await answerTo(diego, 'ADT, plant-b', /plant-b.*The token is for another service/s);
    await answerTo(
      diego,
      `here is the new one: ${tokenFor('https://digitaltwins.azure.net')}`,
      /The token has expired/,
    );
    const card = await answerTo(diego, 'got a new token, try again', /plant-b · Diego Siciliani/);
    assert.doesNotMatch(textOf(card), /token has expired/);
  });

  it('and of a token looks again without it', async () => {
    const diego = stage.person('diego');
    const token = [{ typ: 'JWT' }, { aud: 'https://vault.azure.net', exp: 1_700_000_000 }]
      .map((value) => Buffer.from(JSON.stringify(value)).toString('base64url'))
      .concat('c2lnbmF0dXJl'.repeat(8))
      .join('.');
    const card = await answerTo(
      diego,
      `403 from Azure Digital Twins plant-a with ${token}`,
      /plant-a · .*for another service/s,
    );
    await diego.clicks(card, 'Check again');
    assertSame(await diego.sees(/plant-a · Diego Siciliani(?!.*for another service)/s, { not: [] }), card);
  });

  it('shows sound cards', () => {
    for (const card of stage.teams.everyCard()) assertSound(card);
  });
});

describe('a conversation in a channel', () => {
  let stage: Stage;
  before(async () => {
    stage = await setStage();
  });
  after(() => stage?.close());

  it('answers a mention without a word', async () => {
    const channel = stage.teams.team({ name: 'Twins', groupId: 'h' });
    const thread = channel.thread();
    await stage.person('lee').says('', thread);
    await stage.person('lee').sees(/^Hello/, { in: thread });
  });

  it('follows each person in each thread apart, and is quiet elsewhere', async () => {
    const channel = stage.teams.team({ name: 'Digital Twins', groupId: 'g' });
    const thread = channel.thread();
    const other = channel.thread();
    const [alex, diego] = [stage.person('alex'), stage.person('diego')];
    const count = () => messagesIn(stage.teams.connector, channel).length;

    await diego.mutters('403 on plant-a when I query twins', thread);
    assert.equal(count(), 0, 'nobody spoke to the bot');
    await alex.says('403 on plant-a when I query twins', thread);
    await alex.sees(/plant-a · Alex Wilber.*Who can fix it/s, { in: thread });
    const before = count();

    for (const text of [
      'hm, strange',
      'what do you think, Diego?',
      '403',
      'can you give Diego access to plant-a?',
      'did you query plant-b?',
      'yes I can write',
      'let me retry',
      'thanks',
    ]) {
      assert.equal((await alex.mutters(text, thread)).status, 200);
    }
    await diego.mutters('and for plant-b?', thread);
    await alex.mutters('and for plant-b?', other);
    assert.equal(count(), before, 'people talk to each other');

    await diego.says('and for plant-b?', thread);
    await diego.sees(/Which service answered 403\?|What did/, { in: thread });
    assert.equal(count(), before + 1, 'Diego has reported nothing');

    await alex.mutters('and for plant-b?', thread);
    await alex.sees(/plant-b · Alex Wilber/, { in: thread });
    await diego.mutters('I get 403 on plant-b when I query twins too', thread);
    await diego.sees(/plant-b · Diego Siciliani/, { in: thread });
  });
});
