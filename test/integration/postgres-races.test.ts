import assert from 'node:assert/strict';
import type { HistoryEntry } from '../../src/access/store.ts';
import { newTestDatabase, serverUrl } from '../support/store.ts';
import type { Message } from '../support/teams-double/connector.ts';
import { messagesIn, textOf } from '../support/teams-double/conversation.ts';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import { titlesOf } from '../support/teams-double/press.ts';
import type { Channel } from '../support/teams-double/teams.ts';
import { lookInto, type ProcessStage, setProcessStage } from './process-stage.ts';
import { asked, assertSame, targetOf, writesTo } from './steps.ts';
import { approvedAndWorks, asks, tryAgain } from './wording.ts';

// Two processes cannot share the embedded database.
if (serverUrl !== undefined) {
  describe('two bots on one PostgreSQL', () => {
    let stage: ProcessStage;
    let url: string;
    let approvals: Channel;
    let alex: PersonInTeams;
    let megan: PersonInTeams;
    let isaiah: PersonInTeams;

    before(async function startBoth() {
      this.timeout(120_000);
      const database = await newTestDatabase();
      assert.ok('url' in database);
      url = database.url;
      stage = await setProcessStage(database);
      const { teams, tenant } = stage;
      const bots = await Promise.all([stage.start(), stage.start()]);
      teams.deliverTo(...bots.map(({ endpoint }) => endpoint));
      [alex, megan, isaiah] = [stage.person('alex'), stage.person('megan'), stage.person('isaiah')];
      const group = tenant.state.groups.find(({ displayName }) => displayName === 'Digital Twins');
      approvals = teams.team({ name: 'Digital Twins', groupId: group?.id ?? '' });
      await megan.says('use this channel for approvals', approvals.thread());
      await megan.sees(/Approvals come here now/, { in: approvals });
      for (const person of [megan, isaiah]) await person.installs();
    });
    after(() => stage?.close());

    const historyOf = (requestId: string): Promise<HistoryEntry[]> =>
      lookInto({ url }, ({ access }) => access.history(stage.tenant.tenantId, requestId));

    const cards = (person: PersonInTeams, text: RegExp) =>
      messagesIn(stage.teams.connector, person.chat).filter((message) => text.test(textOf(message)));

    it('make one assignment and one decision of a hundred simultaneous approvals, and all cards agree', async function () {
      this.timeout(120_000);
      const own = await asked(alex, 'plant-a');
      const wanted = asks('Alex Wilber', 'plant-a');
      const copies = [await megan.sees(wanted), await isaiah.sees(wanted), await megan.sees(wanted, { in: approvals })];
      const [inMegans, inIsaiahs, inChannel] = copies as [Message, Message, Message];
      const { id } = targetOf(inMegans);
      stage.tenant.calls.length = 0;

      const ways: [PersonInTeams, Message][] = [
        [megan, inMegans],
        [isaiah, inIsaiahs],
        [megan, inChannel],
        [isaiah, inChannel],
      ];
      const clicks = Array.from({ length: 100 }, (_, at) => ways[at % ways.length] ?? assert.fail());
      const answers = await Promise.all(clicks.map(([person, copy]) => person.clicks(copy, 'Approve')));
      assert.equal(answers.length, 100);

      await alex.sees(tryAgain, { not: [own] });
      assert.deepEqual(
        writesTo(stage.tenant).map(({ method, status }) => [method, status]),
        [['PUT', 201]],
      );

      const history = await historyOf(id);
      const decisions = history.filter(({ what }) => what === 'approve');
      assert.equal(decisions.length, 1);
      assert.equal(history.filter(({ what }) => what === 'assigned').length, 1);
      assert.equal(
        // On a busy machine a right may not be read in time, which is no right.
        history.filter(({ what }) => /^refused:(stale-card|not-in-this-state|right-unknown)$/.test(what)).length,
        99,
        'every other click is on record',
      );
      const versions = history.filter(({ what }) => !what.startsWith('refused:')).map(({ version }) => version);
      assert.deepEqual(versions, [...new Set(versions)], 'no version was written twice');

      const shown = [
        await megan.sees(approvedAndWorks('Alex Wilber')),
        await isaiah.sees(approvedAndWorks('Alex Wilber')),
        await megan.sees(approvedAndWorks('Alex Wilber'), { in: approvals }),
      ];
      for (const [at, copy] of copies.entries()) assertSame(copy, shown[at]);
      const deciders = shown.map((copy) => /[Aa]pproved by ([\w ]+)/.exec(textOf(copy))?.[1]);
      assert.deepEqual(new Set(deciders), new Set([decisions[0]?.by?.displayName]));
      for (const { card, text } of answers) {
        if (card === undefined) continue;
        assert.ok(!titlesOf(card).includes('Approve'), 'nobody is asked again');
        assert.doesNotMatch(text, new RegExp(`Approved by (?!${decisions[0]?.by?.displayName})`));
      }
      assert.equal(cards(alex, tryAgain).filter((message) => message.id !== own.id).length, 1, 'told once');
    });

    it('send each copy of a request once, whichever of them does it', async () => {
      const diego = stage.person('diego');
      await asked(diego, 'plant-b');
      await diego.sees(/Asked Megan Bowen.*and the approvals channel/s);
      const wanted = asks('Diego Siciliani', 'plant-b');
      assert.equal(cards(megan, wanted).length, 1);
      assert.equal(cards(isaiah, wanted).length, 1);
      const inChannel = messagesIn(stage.teams.connector, approvals).filter((message) => wanted.test(textOf(message)));
      assert.equal(inChannel.length, 1);
    });

    it('approve or deny, never both, when both are clicked at once in both', async () => {
      const wanted = asks('Diego Siciliani', 'plant-b');
      const [hers, his] = [await megan.sees(wanted), await isaiah.sees(wanted)];
      stage.tenant.calls.length = 0;
      const { id } = targetOf(hers);
      await Promise.all([
        ...Array.from({ length: 10 }, () => megan.clicks(hers, 'Approve')),
        ...Array.from({ length: 10 }, () => isaiah.clicks(his, 'Deny', { reason: 'Not now.' })),
      ]);
      await stage.person('diego').sees(/(Denied|Try again now).*plant-b/s);
      const decisions = (await historyOf(id)).filter(({ what }) => what === 'approve' || what === 'deny');
      assert.equal(decisions.length, 1);
      assert.equal(writesTo(stage.tenant).length, decisions[0]?.what === 'approve' ? 1 : 0);
    });
  });
}
