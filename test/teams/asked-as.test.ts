import assert from 'node:assert/strict';
import type { DiagnosisRecord } from '../../src/diagnosis/record.ts';
import { askedAs } from '../../src/teams/asked-as.ts';
import { adele, alex, megan } from '../access/requests.ts';
import { diagnosisOf, recordOf } from '../triage/reports.ts';
import { tenantId } from './messages-of.ts';

const about = ({ objectId, displayName }: typeof alex) =>
  diagnosisOf([], { principal: { kind: 'user', objectId, displayName, self: false } });

/** Whether it is his to go on with, while nobody, he himself or somebody else has the case. */
function is(record: DiagnosisRecord, person: typeof alex) {
  const other = [adele, alex, megan].find((each) => each !== person);
  return [undefined, {}, { assignee: person }, { ...(other && { assignee: other }) }].map((one) => {
    const asked = askedAs(record, person, one);
    return 'not' in asked ? asked.not : asked.record.askedBy.objectId === person.objectId;
  });
}

describe('a diagnosis', () => {
  const pointed = recordOf(tenantId, megan, { writtenBy: alex, diagnosis: about(alex) });
  const { diagnosis: _, ...unseen } = pointed;

  it('is whose own it is, whoever has the case', () => {
    assert.deepEqual(is(recordOf(tenantId, alex, { diagnosis: about(alex) }), alex), [true, true, true, true]);
    assert.deepEqual(is(recordOf(tenantId, alex, { diagnosis: about(adele) }), alex), [true, true, true, true]);
  });

  it('is whoever’s has asked because of another’s message, until somebody else has the case', () => {
    assert.deepEqual(is(pointed, megan), [true, true, true, 'another-has-it']);
    assert.deepEqual(is(unseen, megan), [true, true, true, 'another-has-it']);
    assert.deepEqual(is({ ...pointed, diagnosis: about(megan) }, megan), [true, true, true, true], 'it is about her');
  });

  it('is the writer’s too, where it is about him or not looked into yet', () => {
    assert.deepEqual(is(pointed, alex), [true, true, true, true]);
    assert.deepEqual(is(unseen, alex), [true, true, true, true]);
    const asked = askedAs(pointed, alex, undefined);
    assert.ok('record' in asked && asked.record.diagnosis?.principal?.self);
  });

  it('is not the writer’s where it is about another, and nobody else’s', () => {
    assert.deepEqual(is({ ...pointed, diagnosis: about(adele) }, alex), Array(4).fill('yours'));
    assert.deepEqual(is({ ...pointed, diagnosis: diagnosisOf([]) }, alex), Array(4).fill('yours'));
    assert.deepEqual(is(pointed, adele), Array(4).fill('yours'));
    assert.deepEqual(is({ ...pointed, diagnosis: about(adele) }, adele), Array(4).fill('yours'));
  });
});
