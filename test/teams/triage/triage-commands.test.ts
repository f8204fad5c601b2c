import assert from 'node:assert/strict';
import type { AdaptiveCard } from '../../../src/cards/card.ts';
import { createBackground } from '../../../src/teams/background.ts';
import { createTriageCommands } from '../../../src/teams/triage/triage-commands.ts';
import type { TriageCard } from '../../../src/triage/store.ts';
import { read } from '../../cards/walk.ts';
import { caseOfAlex, entryOf } from '../../store/case-of-alex.ts';
import { openTestStore, type TestStore } from '../../support/store.ts';
import { chatWith } from '../messages-of.ts';

describe('the answer to the number of a case', () => {
  const megan = { objectId: 'id-of-megan', displayName: 'Megan Bowen' };
  const place = { conversationId: '19:helpdesk@thread.tacv2', activityId: '17' };
  let store: TestStore;

  before(async function open() {
    store = await openTestStore();
    const { tenantId, conversations, triage } = store;
    await conversations.remember({ tenantId, id: place.conversationId, kind: 'channel', reference: {} });
    await triage.useChannel({ tenantId, conversationId: place.conversationId, groupId: 'group-1', digestOff: false });
  });
  after(() => store.close());

  /** What somebody of the helpdesk reads who asks for a case with this card. */
  async function answered(card: Partial<TriageCard>): Promise<string> {
    const { tenantId, triage } = store;
    const opened = caseOfAlex(tenantId);
    const { case: one } = await triage.open(opened, [], entryOf(opened, 'opened'));
    await triage.saveCard({ tenantId, subject: { kind: 'case', id: one.id }, shownVersion: 0, ...card });
    let shown: AdaptiveCard | undefined;
    const background = createBackground((_, error) => assert.fail(String(error)));
    const commands = createTriageCommands({
      triage,
      helpdesk: { isMember: async () => ({ of: 'yes' }) },
      drawTriage: async () => assert.fail('nobody asked for the list'),
      useChannel: async () => {},
      messenger: {
        send: async () => '1',
        async update(_conversation, _activityId, drawn) {
          shown = typeof drawn === 'function' ? await drawn() : drawn;
        },
      },
      background,
    });
    const conversation = { ...chatWith('megan', megan.objectId), tenantId };
    const said = { conversation, from: megan, text: '', addressed: true, files: [], picture: false };
    await commands.find(said, one.number);
    await background.settle(5_000);
    return read(shown ?? assert.fail('nothing was shown'));
  }

  it('leads to its card, unless that was never posted or is out of reach', async () => {
    assert.match(await answered(place), /\[Open its card\]/);
    for (const card of [{}, { ...place, undeliverable: 'The bot is not in the helpdesk’s channel.' }]) {
      const text = await answered(card);
      assert.match(text, /\[Open case\]/);
      assert.doesNotMatch(text, /\[Open its card\]/);
    }
  });
});
