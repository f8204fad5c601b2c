import assert from 'node:assert/strict';
import { type HelpdeskStage, setHelpdesk } from '../../integration/helpdesk-stage.ts';
import { assertSound } from '../../integration/sound-cards.ts';
import { finds } from '../../support/teams-double/extension.ts';

describe('what a search finds', () => {
  let stage: HelpdeskStage;

  before(async () => {
    stage = await setHelpdesk();
    await stage.person('megan').installs();
    const { thread } = await stage.reports('alex');
    const card = await stage.person('alex').sees(/\[Request access\]/, { in: thread });
    await stage.person('alex').clicks(card, 'Send request', { minutes: '480', reason: 'Line 4' });
    await stage.card(/Case \d+.*Waiting for approval/s);
  });
  after(() => stage?.close());

  const found = async (who: Parameters<HelpdeskStage['person']>[0], text?: string) =>
    (await finds(stage.person(who), text)).titles.join('\n');

  it('is the latest, before anything is typed', async () => {
    const titles = await found('isaiah');
    assert.match(titles, /Case \d+ · Waiting for approval: 403 on plant-a/);
    assert.match(titles, /plant-b/);
  });

  it('is every case, to the helpdesk: by number, name and instance', async () => {
    const number = /Case (\d+)/.exec(await found('isaiah'))?.[1] ?? '';
    for (const text of [number, `Case ${number}`, `#${number}`, 'wilber', 'plant-a', '403', '403 on plant-a']) {
      assert.match(await found('isaiah', text), new RegExp(`^Case ${number} `), text);
    }
  });

  it('is only what one has reported oneself, to everybody else', async () => {
    assert.match(await found('alex', 'plant-a'), /^Case /);
    assert.doesNotMatch(await found('diego', 'plant-a'), /Case|request/);
    assert.doesNotMatch(await found('diego'), /Case|request/);
  });

  it('is a request, to those who have a part in it', async () => {
    const request = /Access request · .*plant-a/;
    assert.match(await found('alex', 'data reader'), request);
    assert.match(await found('megan', 'plant-a alex'), request);
    assert.doesNotMatch(await found('lee', 'data reader'), request);
  });

  it('is every instance, as for “instances”', async () => {
    assert.equal(await found('diego', 'plant-b'), 'Azure Digital Twins instance: plant-b');
  });

  it('is nothing, and says so', async () => {
    const { titles, text } = await finds(stage.person('isaiah'), 'no such <b>thing</b>');
    assert.deepEqual(titles, []);
    assert.match(text, /^Nothing found for no such ‹b›thing/);
  });

  it('is shared without anybody’s name, id or address', async () => {
    const { cards } = await finds(stage.person('isaiah'));
    assert.ok(cards.length > 0 && cards.length <= 15);
    for (const card of cards) assertSound(card);
    assert.doesNotMatch(JSON.stringify(cards), /Alex|@contoso|[0-9a-f]{8}-[0-9a-f]{4}/);
  });

  it('is nothing of another tenant', async () => {
    const stranger = stage.teams.person({
      objectId: 'd1e60000-0000-4000-8000-000000000009',
      name: 'Eve',
      tenantId: '2d9c1b1e-6a43-4c1d-9d2f-0a5f3f0c7e11',
    });
    await assert.rejects(finds(stranger), /403/);
  });
});
