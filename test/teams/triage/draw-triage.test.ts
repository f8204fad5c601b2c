import assert from 'node:assert/strict';
import type { TriageFilters } from '../../../src/cards/triage-filters.ts';
import { createDrawTriage } from '../../../src/teams/triage/draw-triage.ts';
import type { Incident } from '../../../src/triage/incident.ts';
import type { CaseFilter } from '../../../src/triage/store.ts';
import { incidentOf } from '../../board/samples.ts';
import { aCase } from '../../cards/triage-samples.ts';
import { read } from '../../cards/walk.ts';
import { megan } from '../../triage/reports.ts';

const none = { counted: 0, more: false };

function listOf(open: readonly Incident[], filters: TriageFilters): Promise<string> {
  const draw = createDrawTriage({
    store: {
      cases: async () => ({ items: [] }),
      count: async () => none,
      openIncidents: async (_, limit) => open.slice(0, limit),
    },
    now: () => new Date('2026-03-02T12:00:00.000Z'),
  });
  return draw('t', megan, filters).then(read);
}

describe('the line above the list of open cases', () => {
  const three = { counted: 3, more: false };
  const asked: CaseFilter[] = [];
  const draw = createDrawTriage({
    store: {
      cases: async () => ({ items: [aCase()] }),
      count: async (_, filter) => {
        asked.push(filter);
        return filter.unassigned ? { counted: 2, more: false } : three;
      },
      openIncidents: async () => [],
    },
    now: () => new Date('2026-03-02T12:00:00.000Z'),
  });

  it('counts what nobody has taken among the cases that are listed', async () => {
    const text = read(await draw('t', megan, { instance: 'plant-b' }));
    assert.match(text, /^3 cases open\nOldest first\. 2 cases taken by nobody\.\n/);
    assert.ok(asked.every(({ instance }) => instance === 'plant-b'));
  });

  it('does not say who has taken them where the list was narrowed by that', async () => {
    for (const owner of ['mine', 'unassigned'] as const) {
      assert.match(read(await draw('t', megan, { owner })), /^\d cases open\nOldest first\.\n/, owner);
    }
  });
});

describe('the incidents above the list of open cases', () => {
  const { assignee: _, ...free } = incidentOf();

  it('are narrowed as the cases are', async () => {
    assert.match(await listOf([free], {}), /^1 incident open\n[\s\S]*Incident 7: Trouble with plant-a/);
    assert.match(await listOf([free], { instance: 'plant-a' }), /Incident 7/);
    const narrowed = await listOf([free], { owner: 'mine', instance: 'plant-b' });
    assert.match(narrowed, /^No cases open\n/);
    assert.doesNotMatch(narrowed, /Incident 7/);
  });

  it('are found behind many that do not fit', async () => {
    const others = Array.from({ length: 30 }, (_, number) => ({ ...free, id: `i-${number}`, number: 100 + number }));
    assert.match(await listOf([...others, incidentOf()], { owner: 'mine' }), /Incident 7: /);
  });
});
