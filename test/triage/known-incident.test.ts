import assert from 'node:assert/strict';
import type { SymptomReport } from '../../src/symptoms/report.ts';
import { becomesCase } from '../../src/triage/becomes-case.ts';
import { createKnownIncident } from '../../src/triage/known-incident.ts';
import { originOf } from '../../src/triage/origin.ts';
import { plantA } from '../support/situation.ts';
import { alex, megan } from './reports.ts';

async function askedFor(report: Partial<SymptomReport>): Promise<string[]> {
  const keys: string[] = [];
  const known = createKnownIncident({
    store: {
      openIncident: async (_, traits) => {
        keys.push(...traits.map(({ key }) => key));
        return undefined;
      },
    },
    tenant: { recallInstance: ({ name }) => (name === 'plant-a' ? plantA.id : undefined) },
  });
  await known('t', { kind: 'adt-403', redacted: [], ...report });
  return keys;
}

describe('the incident behind a report', () => {
  it('is looked for by the instance that it names, where that was looked at before', async () => {
    assert.deepEqual(await askedFor({ instance: { name: 'plant-a' } }), [`instance:${plantA.id.toLowerCase()}`]);
    assert.deepEqual(await askedFor({ instance: { name: 'plant-z' } }), []);
  });

  it('is looked for by the sign-in error that it tells', async () => {
    assert.deepEqual(await askedFor({ kind: 'adt-other', errorCode: 'AADSTS65001' }), ['error:aadsts65001']);
  });

  it('is none of who asks for access, or names nothing', async () => {
    assert.deepEqual(await askedFor({ kind: 'access-request', instance: { name: 'plant-a' } }), []);
    assert.deepEqual(await askedFor({}), []);
  });
});

describe('a report', () => {
  it('becomes a case by itself where others read it, as far as ADT goes', () => {
    assert.equal(becomesCase({ kind: 'channel' }, { kind: 'adt-403' }), true);
    assert.equal(becomesCase({ kind: 'group' }, { kind: 'access-request' }), true);
    assert.equal(becomesCase({ kind: 'personal' }, { kind: 'adt-403' }), false);
    assert.equal(becomesCase({ kind: 'channel' }, { kind: 'other-service' }), false);
  });

  it('tells of a message action who pointed at it', () => {
    const record = { conversationId: 'c', askedBy: megan };
    assert.deepEqual(originOf(record, { kind: 'personal' }), { how: 'handed-over', conversationId: 'c' });
    const { helpdesk: _, ...by } = megan;
    assert.deepEqual(originOf({ ...record, writtenBy: alex }, { kind: 'channel' }), {
      how: 'message-action',
      conversationId: 'c',
      by,
    });
  });
});
