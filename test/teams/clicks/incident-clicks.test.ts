import assert from 'node:assert/strict';
import { createIncidentClicks, type IncidentClicksDependencies } from '../../../src/teams/clicks/incident-clicks.ts';
import { BY_THE_BOT, entryOf } from '../../../src/triage/doing.ts';
import type { Membership } from '../../../src/triage/helpdesk.ts';
import type { Incident } from '../../../src/triage/incident.ts';
import type { TriageEntry } from '../../../src/triage/store.ts';
import { megan } from '../../access/requests.ts';
import { anIncident } from '../../cards/triage-samples.ts';
import { read } from '../../cards/walk.ts';
import { chatWith, tenantId } from '../messages-of.ts';
import { recordedSteps } from './recorded-steps.ts';

const id = '3f1d6f0a-9c62-4b7e-8a52-6a1f0b8d2c11';
const over: Incident['status'] = { state: 'resolved', at: '2026-03-02T10:41:00Z' };

function setUp(of: 'yes' | 'no', more: Partial<Incident> = {}) {
  const incident = { ...anIncident(), tenantId, id, ...more };
  const history: TriageEntry[] = [];
  const { triage, wrote } = recordedSteps({ incident: async () => incident, history: async () => history });
  const membership: Membership = { of };
  const clicks = createIncidentClicks({
    triage,
    helpdesk: { isMember: async () => membership },
    // What a click touches of these is all here.
  } as unknown as IncidentClicksDependencies);
  const click = (data: Record<string, unknown>) => ({
    conversation: chatWith('x', megan.objectId),
    from: megan,
    verb: 'any',
    data: { id, version: incident.version, ...data },
  });
  /** So many cases made its last versions. */
  const joins = (count: number) => {
    for (let at = 0; at < count; at += 1) {
      const then = { ...incident, version: incident.version - at };
      history.unshift(entryOf(then, 'case-joined', new Date(), BY_THE_BOT));
    }
  };
  return { clicks, click, wrote, joins };
}

describe('a click on an incident', () => {
  it('that ends it, or opens it again, takes a note with it, without the secrets in it', async () => {
    const note = ' Use client_secret=abcDEF12345~ghiJKL67890mnoPQRstu. ';
    for (const [verb, status, shown] of [
      ['resolve', { state: 'open' }, /Resolved by Megan Bowen\./],
      ['reopen', over, /Opened again by Megan Bowen\./],
    ] as const) {
      const { clicks, click, wrote } = setUp('yes', { status });
      const answer = await clicks[verb](click({ note }));
      assert.ok(answer.kind === 'card');
      assert.match(read(answer.card), shown);
      assert.match(wrote[0]?.entry.detail ?? '', /^Use client_secret=\[redacted client-secret\]/);
      assert.doesNotMatch(JSON.stringify([wrote, answer]), /abcDEF/);
    }
  });

  it('that ends it tells first who joined since, and whoever joins then changes nothing any more', async () => {
    const { clicks, click, wrote, joins } = setUp('yes');
    joins(2);
    const answer = await clicks.resolve(click({ note: 'Mended.', version: anIncident().version - 2 }));
    assert.ok(answer.kind === 'card' && answer.forClicker);
    assert.match(read(answer.card), /Not resolved yet.*2 more cases joined.*Alex Wilber, Lee Gu, Joni Sherman/s);
    assert.match(JSON.stringify(answer.card), /"value":"Mended\."/);
    assert.equal(wrote.length, 0);
    await clicks.resolveForAll(click({ note: 'Mended.', version: anIncident().version - 1 }));
    assert.equal(wrote[0]?.entry.what, 'resolve');
  });

  it('that takes it is not undone by whoever joins', async () => {
    const { clicks, click, wrote, joins } = setUp('yes');
    joins(2);
    await clicks.claim(click({ version: anIncident().version - 2 }));
    assert.equal(wrote[0]?.entry.what, 'claim');
  });

  it('of somebody else changes nothing and shows nothing', async () => {
    for (const status of [{ state: 'open' } as const, over]) {
      const { clicks, click, wrote } = setUp('no', { status });
      for (const verb of ['claim', 'resolve', 'resolveForAll', 'reopen', 'cases', 'show'] as const) {
        const answer = await clicks[verb](click({ note: 'x', version: 1 }));
        assert.equal(answer.kind, 'message', verb);
      }
      assert.deepEqual(wrote, []);
    }
  });
});
