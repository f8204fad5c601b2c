import assert from 'node:assert/strict';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { diagnosesThis } from '../support/teams-double/extension.ts';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import { type HelpdeskStage, setHelpdesk, shownInChannels } from './helpdesk-stage.ts';
import { diagnosed, targetOf } from './steps.ts';
import { asks, waiting } from './wording.ts';

/** Put together, so that nobody takes it for a real one. */
const clientSecret = ['abc8Q~', '0123456789'.repeat(3), 'wxyz'].join('');

describe('a secret that somebody lets slip', () => {
  let stage: HelpdeskStage;
  let alex: PersonInTeams;
  let megan: PersonInTeams;

  before(async () => {
    stage = await setHelpdesk();
    alex = stage.person('alex');
    megan = stage.person('megan');
    for (const person of [alex, megan]) await person.installs();
  });
  after(() => stage?.close());

  /** Everything that this person has been shown in the own chat, and the channels. */
  function shown(person: PersonInTeams): string {
    return [...person.reads(), ...shownInChannels(stage, stage.helpdesk, stage.floor)].join('\n');
  }

  it('in a channel becomes no name, is passed on to no channel, and is told of', async () => {
    await alex.says('I get 403 on Azure Digital Twins, my pw: winter-2026', stage.floor.thread());
    await alex.sees(/There was a secret in your message.*a password.*Change it/s, { in: stage.floor });
    await stage.card(/Case 1 · .*Alex Wilber: 403 on Azure Digital Twins/s);
    assert.doesNotMatch(shown(alex), /winter/);
  });

  it('as a reason for a request reaches no card, and who wrote it is told', async () => {
    const diagnosis = await diagnosed(alex, 'plant-a');
    const reason = `Dashboards, client_secret=${clientSecret} and pw winter-2026`;
    await alex.clicks(diagnosis, 'Send request', { minutes: '480', reason, role: ADT_DATA_READER.id });
    await alex.sees(waiting);
    const copy = await megan.sees(asks('Alex Wilber', 'plant-a'));
    assert.match(
      megan.reads().join('\n'),
      /Dashboards, client_secret=\[redacted client-secret\] and pw \[redacted password\]/,
    );
    await alex.sees(/There was a secret in what you typed.*a client secret, a password/s);

    const no = { reason: `Ask again with ${clientSecret}` };
    await megan.clicks(copy, 'Deny', no);
    await alex.sees(/Ask again with \[redacted client-secret\]/);
    await megan.sees(/There was a secret in what you typed.*a client secret/s);
    assert.doesNotMatch(shown(alex) + shown(megan), /8Q~|winter/);
  });

  it('on a click that is refused is told of all the same', async () => {
    const adele = stage.person('adele');
    await adele.installs();
    const data = { id: '00000000-0000-4000-8000-000000000000', version: 1, reason: 'pw: winter-2026' };
    await adele.sendsClick(await alex.sees(/denied/i), 'access.deny', data);
    await adele.sees(/There was a secret in what you typed.*a password/s);
  });

  it('in somebody else’s message is named by its kind, with what to do', async () => {
    const by = { objectId: stage.person('lee').objectId, name: 'Lee Gu' };
    const html = '<p>403 on plant-b, my password is winter-2026</p>';
    const { text } = await diagnosesThis(alex, { html, by, id: '1700000000001' }, stage.floor.thread());
    assert.match(text, /There was a secret in it: a password\..*[Cc]hange it/s);
    assert.doesNotMatch(text, /winter/);
  });

  it('is no excuse for a click that Teams would never send to break anything', async () => {
    const lee = stage.person('lee');
    await lee.installs();
    await lee.says('403 on ADT');
    const question = await lee.sees(/Which instance answered 403\?/);
    const { text } = await lee.sendsClick(question, 'symptoms.confirm', {
      ...targetOf(question),
      instance: 'a\u0000b\ud800',
    });
    assert.doesNotMatch(text, /failed on my side/);
  });
});
