import assert from 'node:assert/strict';
import { readFilters } from '../../src/board/filters.ts';
import { textOf } from '../../src/board/html.ts';
import { readBoard } from '../../src/board/read-board.ts';
import { boardView } from '../../src/board/view.ts';
import { megan } from '../triage/reports.ts';
import { caseOf, dataOf, incidentOf, now, tenantId } from './samples.ts';

/** What the board shows Megan of one open incident and its case. */
async function shown(query: string): Promise<string> {
  const filters = readFilters(new URLSearchParams(query));
  const { figures, found, open } = dataOf();
  const { assignee: _, ...free } = incidentOf();
  const data = await readBoard(
    { tenantId, objectId: megan.objectId },
    filters,
    {
      triage: {
        cases: async () => ({ items: [caseOf({ incidentId: free.id, assignee: megan })] }),
        count: async (_, { assignee }) => (assignee === undefined ? open : found),
        openIncidents: async () => [free],
        cardPlaces: async (_, ids) =>
          new Map(ids.map((id, at) => [id, { conversationId: '19:helpdesk@thread.tacv2', activityId: `${at}` }])),
        figures: async () => figures,
        channel: async () => undefined,
      },
      access: { pending: async () => [] },
    },
    now,
  );
  return textOf(boardView(data, filters, now));
}

describe('what the board reads', () => {
  it('narrows the incidents as the cases, and names the incident of a case all the same', async () => {
    assert.match(await shown(''), /<h3>.*Incident 7.*<span class="tag">Incident 7</s);
    const mine = await shown('whose=mine');
    assert.doesNotMatch(mine, /<h3>/);
    assert.match(mine, /<span class="tag">Incident 7</);
    assert.doesNotMatch(await shown('instance=plant-b'), /<h3>/);
    assert.match(await shown('instance=plant-a'), /<h3>/);
  });

  it('finds the way to the card of each', async () => {
    const markup = await shown('');
    const card = 'https://teams.microsoft.com/l/message/19%3Ahelpdesk%40thread.tacv2';
    assert.ok(markup.includes(`<a id="case-1042" href="${card}/0?parentMessageId=0"`), markup);
    assert.ok(markup.includes(`<a id="incident-7" href="${card}/1?parentMessageId=1"`), markup);
  });
});
