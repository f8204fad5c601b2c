/** The table of docs/privacy.md, “Who may do what”, cell by cell. */
import assert from 'node:assert/strict';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import type { Message } from '../support/teams-double/connector.ts';
import { type Conversation, eventually, textOf } from '../support/teams-double/conversation.ts';
import { diagnosesThis } from '../support/teams-double/extension.ts';
import { type ClickResult, newMessageId, type PersonInTeams } from '../support/teams-double/person.ts';
import type { Channel } from '../support/teams-double/teams.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';
import { targetOf } from './steps.ts';

const REPORT = 'I get 403 on plant-a when I query twins';
/** Two are called so. */
const AMBIGUOUS = 'I get 403 on plant-c when I query twins';

const WHO = ['reporter', 'pointer', 'loser', 'assignee', 'member', 'approver', 'stranger'] as const;
const DEEDS = [
  'details',
  'check again',
  'choose instance',
  'ask for access',
  'it works',
  'not helpful',
  'answer',
] as const;
type Deed = (typeof DEEDS)[number];

/** What each may do. `loser`: who has asked, and somebody else has the case. */
const MAY: Record<(typeof WHO)[number], readonly Deed[]> = {
  reporter: DEEDS,
  pointer: ['details', 'check again', 'choose instance', 'ask for access', 'answer'],
  loser: [],
  assignee: ['details', 'it works', 'not helpful'],
  member: ['it works', 'not helpful'],
  approver: ['details'],
  stranger: [],
};

describe('with a diagnosis that somebody asked for because of another’s message', () => {
  let stage: HelpdeskStage;
  let floor: Channel;
  let people: Record<(typeof WHO)[number], PersonInTeams>;
  let seen: Message[];

  // A helpdesk of its own for each: its channel would wait for Teams' send limit with the cases of all of them.
  beforeEach(async () => {
    seen = [];
    stage = await setHelpdesk({
      edit({ groups, instances }) {
        const plantB = instances.find(({ name }) => name === 'plant-b') ?? assert.fail('There is no plant-b.');
        for (const resourceGroup of ['twins-prod', 'twins-test']) {
          const hostName = `plant-c.api.${resourceGroup}.digitaltwins.azure.net`;
          instances.push({ ...plantB, name: 'plant-c', hostName, resourceGroup });
        }
        const helpdesk = groups?.find(({ name }) => name === 'Helpdesk');
        helpdesk?.members.splice(0, helpdesk.members.length, 'megan@contoso.com', 'diego@contoso.com');
      },
    });
    const person = stage.person;
    people = {
      reporter: person('alex'),
      // May read role assignments in Azure, and no more.
      pointer: person('adele'),
      loser: person('adele'),
      assignee: person('diego'),
      member: person('diego'),
      approver: person('isaiah'),
      stranger: person('lee'),
    };
    ({ floor } = stage);
    await person('megan').installs();
  });
  afterEach(async () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
    await stage.close();
  });

  const newest = async (text: RegExp) => {
    const card = await stage.person('megan').sees(text, { in: stage.helpdesk, not: seen });
    seen.push(card);
    return card;
  };

  /** Presses a button of a case's card until it is of the version that the case has. */
  async function presses(who: PersonInTeams, card: Message, verb: string): Promise<void> {
    let { id, version } = targetOf(card);
    for (;;) {
      const { text, card: now } = await who.sendsClick(card, verb, { id, version });
      // Its history names those who have had it before.
      if (new RegExp(`Taken by\\W*${who.name}`).test(text)) return;
      version = Number(/"version":(\d+)/.exec(JSON.stringify(now))?.[1] ?? assert.fail(text));
    }
  }

  async function pointsAt(text: string, by: PersonInTeams, thread: Conversation): Promise<void> {
    const wrote = { html: `<p>${text}</p>`, by: people.reporter, id: newMessageId() };
    await (await diagnosesThis(by, wrote, thread)).submits();
  }

  const done = (thread: Conversation, not: Message[] = []) =>
    people.reporter.sees(/plant-[ac] · Alex Wilber.*Who can fix it/s, { in: thread, not });

  /** Alex’s report as it was heard, with the answer to whoever pointed at it, as it stands for this person. */
  async function reported(who: (typeof WHO)[number]) {
    const thread = await people.reporter.posts(REPORT, floor);
    const heard = await done(thread);
    await pointsAt(REPORT, people.pointer, thread);
    const pointed = await done(thread, [heard]);
    const one = await newest(/Case \d+ · New.*Alex Wilber: 403 on plant-a/s);
    if (who === 'loser' || who === 'assignee') await presses(people.assignee, one, 'case.claim');
    return { heard, pointed };
  }

  async function asked(who: (typeof WHO)[number]) {
    const thread = floor.thread();
    // As where the list of instances could not be read in time for the form.
    await people.pointer.invokes(
      'composeExtension/submitAction',
      {
        commandId: 'diagnoseThis',
        messagePayload: {
          id: newMessageId(),
          body: { contentType: 'html', content: AMBIGUOUS },
          from: { user: { id: people.reporter.objectId, displayName: 'Alex Wilber', userIdentityType: 'aadUser' } },
        },
        data: {},
      },
      thread,
    );
    const question = await people.pointer.sees(/Which instance answered 403\?/, { in: thread });
    const one = await newest(/Case \d+ · Waiting for Alex Wilber/);
    if (who === 'loser' || who === 'assignee') await presses(people.assignee, one, 'case.claim');
    return { question };
  }

  const did = ({ card, text }: ClickResult) => card !== undefined || /^Good to hear/.test(text);
  const plantC = () => stage.tenant.state.instances.find(({ name }) => name === 'plant-c')?.id ?? '';

  /** What goes by who has asked. */
  async function goesOn(person: PersonInTeams, pointed: Message) {
    const { id } = targetOf(pointed);
    const runs = async (press: () => Promise<ClickResult>) => {
      const before = pointed.versions.length;
      if (!did(await press())) return false;
      const isDone = () => pointed.versions.length > before && /Who can fix it:/.test(textOf(pointed));
      await eventually(
        stage.teams.connector,
        () => isDone() || undefined,
        () => textOf(pointed),
      );
      return true;
    };
    const details = did(await person.clicks(pointed, 'Show details'));
    const request = { id, minutes: '480', reason: 'Line 5', role: ADT_DATA_READER.id };
    const answer = await person.sendsClick(pointed, 'access.request', request);
    return {
      details,
      // What another has asked for already is no refusal of the person.
      'ask for access': did(answer) || /was asked for already/.test(answer.text),
      'check again': await runs(() => person.clicks(pointed, 'Check again')),
      'choose instance': await runs(() => person.sendsClick(pointed, 'symptoms.confirm', { id, instance: plantC() })),
    };
  }

  for (const who of WHO) {
    it(`the ${who} may ${MAY[who].join(', ') || 'do nothing'}`, async () => {
      const person = people[who];
      const { heard, pointed } = await reported(who);
      const asker = await goesOn(person, pointed);
      const works = did(await person.sendsClick(heard, 'diagnosis.works', targetOf(heard)));
      const muted = did(await person.clicks(heard, 'Not helpful'));
      const { question } = await asked(who);
      const answered = did(await person.clicks(question, 'Check this one', { instance: plantC() }));
      const could: Record<Deed, boolean> = { ...asker, 'it works': works, 'not helpful': muted, answer: answered };
      assert.deepEqual(
        DEEDS.filter((deed) => could[deed]),
        DEEDS.filter((deed) => MAY[who].includes(deed)),
      );
    });
  }

  it('whoever has looked from the case may go on until somebody else has it', async () => {
    const { stranger, member } = people;
    const thread = floor.thread();
    await pointsAt(REPORT, stranger, thread);
    await stranger.sees(/is not yours to see/, { in: thread });
    const one = await newest(/Case \d+ · New.*Alex Wilber: 403 on plant-a.*may not see this access/s);
    await presses(member, one, 'case.look');
    const looked = await done(thread);
    const all = { details: true, 'ask for access': true, 'check again': true, 'choose instance': true };
    assert.deepEqual(await goesOn(member, looked), all);
    await presses(stage.person('megan'), one, 'case.claim');
    const none = { details: false, 'ask for access': false, 'check again': false, 'choose instance': false };
    assert.deepEqual(await goesOn(member, looked), none);
    const told = await member.clicks(looked, 'Check again');
    assert.match(told.text, /^Case \d+ is with Megan Bowen now, .* take the case first\.$/);
    await presses(member, one, 'case.claim');
    assert.deepEqual(await goesOn(member, looked), all);
  });
});
