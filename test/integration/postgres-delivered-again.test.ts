import assert from 'node:assert/strict';
import { newTestDatabase, serverUrl } from '../support/store.ts';
import { messagesIn } from '../support/teams-double/conversation.ts';
import { diagnosesThis } from '../support/teams-double/extension.ts';
import { newMessageId } from '../support/teams-double/person.ts';
import { type ProcessStage, setProcessStage } from './process-stage.ts';

// Two processes cannot share the embedded database.
if (serverUrl !== undefined) {
  describe('what comes to two bots on one PostgreSQL at once', () => {
    let stage: ProcessStage;

    before(async function startBoth() {
      this.timeout(120_000);
      stage = await setProcessStage(await newTestDatabase());
      const bots = await Promise.all([stage.start(), stage.start()]);
      stage.teams.deliverTo(...bots.map(({ endpoint }) => endpoint));
    });
    after(() => stage?.close());

    const diagnosis = /Who can fix it:/;
    const channel = () => stage.teams.team({ name: 'Line', groupId: stage.tenant.state.groups[0]?.id ?? '' });
    const trouble = 'I get 403 on ADT plant-a when I query twins';

    it('is answered by one of them, where it is the same message', async () => {
      const alex = stage.person('alex');
      const floor = channel();
      const [id, own] = [newMessageId(), newMessageId()];
      await alex.installs();
      await Promise.all([1, 2].map(() => alex.posts(trouble, floor, id)));
      const thread = await alex.posts(trouble, floor, id);
      await alex.sees(diagnosis, { in: thread });
      await Promise.all([1, 2].map(() => alex.says(trouble, alex.chat, own)));
      const card = await alex.sees(diagnosis);
      assert.equal(messagesIn(stage.teams.connector, thread).length, 1);
      assert.equal(messagesIn(stage.teams.connector, alex.chat).at(-1)?.id, card.id);
    });

    it('is answered by one of them, where it is the same form about a message', async () => {
      const megan = stage.person('megan');
      const thread = channel().thread();
      const { objectId, name } = stage.person('diego');
      const wrote = { html: `<p>${trouble}</p>`, by: { objectId, name }, id: newMessageId() };
      const dialogs = await Promise.all([1, 2].map(() => diagnosesThis(megan, wrote, thread)));
      const answers = await Promise.all(dialogs.map((dialog) => dialog.submits()));
      assert.ok(answers.every(({ closed }) => closed));
      await megan.sees(/plant-a · Diego Siciliani.*Checked in/s, { in: thread });
      assert.equal(messagesIn(stage.teams.connector, thread).length, 1);
    });
  });
}
