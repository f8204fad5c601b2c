/** Whoever resolves has seen what came since his card was drawn: what the reporter said, and who joined. */
import assert from 'node:assert/strict';
import type { Message } from '../support/teams-double/connector.ts';
import { textOf } from '../support/teams-double/conversation.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';
import { assertSound } from './sound-cards.ts';
import { assertSame, targetOf } from './steps.ts';

const NOTE = 'Three are in the group now.';

/** What the card was when somebody last looked at it, whatever it is updated to. */
function asSeen(card: Message): Message {
  return { ...card, versions: [...card.versions] };
}

describe('Resolve on a card that somebody has not looked at for a while', () => {
  let stage: HelpdeskStage;
  beforeEach(async () => {
    stage = await setHelpdesk();
  });
  afterEach(async () => {
    for (const each of stage.teams.everyCard()) assertSound(each);
    await stage.close();
  });

  it('shows what the reporter wrote when he opened the case again, and resolves it when it is pressed there', async () => {
    const [alex, megan] = [stage.person('alex'), stage.person('megan')];
    const { thread } = await stage.reports('alex');
    const posted = await stage.card(/Case \d+ · New.*Alex Wilber.*No data role/s);
    const old = asSeen(posted);
    await megan.clicks(posted, 'Resolve', { note: 'Done.' });
    await stage.card(/Case \d+ · Resolved.*Alex Wilber/s);
    const news = await alex.sees(/Your case is resolved/, { in: thread });
    await alex.clicks(news, 'Open it again', { note: 'still 403' });
    assertSame(await stage.card(/Case \d+ · New.*Reopened.*still 403/s), posted);

    const shown = await megan.clicks(old, 'Resolve', { note: 'Done.' });
    assert.match(shown.text, /Not resolved yet.*Alex Wilber opened it again\. “still 403”.*\[Resolve all the same\]/s);
    assert.match(JSON.stringify(shown.card), /"value":"Done\."/);
    assert.match(textOf(posted), /^Case \d+ · New/);
    const { id } = targetOf(old);
    const version = Number(/"verb":"case.resolve"[^}]*"version":(\d+)/.exec(JSON.stringify(shown.card))?.[1]);
    await megan.sendsClick(old, 'case.resolve', { id, version, note: 'Done.' });
    assertSame(await stage.card(/Case \d+ · Resolved.*Alex Wilber.*“Done\.”/s), posted);
  });

  it('shows it also to whoever presses “It works now” on the diagnosis, which tells nothing of its case', async () => {
    const [alex, megan] = [stage.person('alex'), stage.person('megan')];
    const { card, thread } = await stage.reports('alex');
    await alex.says('it works now', thread);
    await alex.clicks(await alex.sees(/It still fails/, { in: thread }), 'Open it again', { note: 'not for writes' });
    await stage.card(/Case \d+ · New.*Reopened.*not for writes/s);

    const shown = await megan.clicks(card, 'It works now');
    assert.match(
      shown.text,
      /Not resolved yet.*Alex Wilber opened it again\. “not for writes”.*\[Resolve all the same\]/s,
    );
    await stage.card(/Case \d+ · New.*not for writes/s);
    // He knows himself.
    assert.match((await alex.clicks(card, 'It works now')).text, /Good to hear\. I have resolved case/);
  });

  it('shows who joined the incident, and resolves it for everybody when it is pressed there, whoever joins then', async () => {
    const megan = stage.person('megan');
    const say = 'I get 403 on plant-b when I query twins';
    for (const who of ['alex', 'diego', 'adele'] as const) await stage.reports(who, say);
    const incident = await stage.card(/Incident \d+ · Open.*3 people affected.*In common/s);
    const old = asSeen(incident);
    await stage.reports('lee', 'I get 403 on plant-b when I read twins of Azure Digital Twins');
    await stage.card(/Incident \d+ · Open.*4 people affected/s);

    const shown = await megan.clicks(old, 'Resolve', { note: NOTE });
    assert.match(shown.text, /4 people affected.*One more case joined\..*Lee Gu.*\[Resolve for everybody\]/s);
    assert.match(JSON.stringify(shown.card), new RegExp(`"value":"${NOTE}"`));
    assert.match(textOf(incident), /^Incident \d+ · Open/);
    await stage.card(/Case \d+ · New.*Lee Gu/s);

    await stage.reports('isaiah', 'I get 403 on plant-b when I read twins of Azure Digital Twins');
    await stage.card(/Incident \d+ · Open.*5 people affected/s);
    const { id } = targetOf(old);
    const version = Number(/"verb":"incident.resolve-all"[^}]*"version":(\d+)/.exec(JSON.stringify(shown.card))?.[1]);
    await megan.sendsClick(old, 'incident.resolve-all', { id, version, note: NOTE });
    assertSame(await stage.card(/Incident \d+ · Resolved.*5 people.*Three are in the group now/s), incident);
    await stage.card(/Case \d+ · Resolved.*Lee Gu/s);
  });

  it('takes an incident that somebody joined meanwhile, and not one that another has taken', async () => {
    const [megan, isaiah] = [stage.person('megan'), stage.person('isaiah')];
    const say = 'I get 403 on plant-a when I query twins';
    for (const who of ['alex', 'diego', 'adele'] as const) await stage.reports(who, say);
    const old = asSeen(await stage.card(/Incident \d+ · Open.*plant-a.*3 people affected/s));
    await stage.reports('lee', 'I get 403 on plant-a when I read twins of Azure Digital Twins');
    await stage.card(/Incident \d+ · Open.*plant-a.*4 people affected/s);
    await megan.clicks(old, 'Take it');
    const taken = await stage.card(/Incident \d+ · Open.*plant-a.*Taken by.*Megan Bowen/s);
    const { text } = await isaiah.clicks(old, 'Take it');
    assert.match(text, /Taken by.*Megan Bowen/s);
    assert.match(textOf(taken), /Taken by.*Megan Bowen/s);
  });
});
