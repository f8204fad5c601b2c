import assert from 'node:assert/strict';
import { askedAs } from '../../src/teams/asked-as.ts';
import { adele, alex, megan } from '../access/requests.ts';
import { diagnosisOf, recordOf } from '../triage/reports.ts';
import { tenantId } from './messages-of.ts';

const about = ({ objectId, displayName }: typeof alex) =>
  diagnosisOf([], { principal: { kind: 'user', objectId, displayName, self: false } });

describe('what a diagnosis is asked with', () => {
  it('is whoever asked, as he did', () => {
    const record = recordOf(tenantId, megan, { writtenBy: alex, diagnosis: about(alex) });
    assert.equal(askedAs(record, megan), record);
  });

  it('is the writer of the message too, where it is about him', () => {
    const asked = askedAs(recordOf(tenantId, megan, { writtenBy: alex, diagnosis: about(alex) }), alex);
    assert.equal(asked?.askedBy.objectId, alex.objectId);
    assert.equal(asked?.diagnosis?.principal?.self, true);
  });

  it('is not the writer where it is about another or nothing is known yet, and nobody else', () => {
    const ofAnother = recordOf(tenantId, megan, { writtenBy: alex, diagnosis: about(adele) });
    assert.equal(askedAs(ofAnother, alex), undefined);
    assert.equal(askedAs(ofAnother, adele), undefined);
    assert.equal(askedAs(recordOf(tenantId, megan, { writtenBy: alex }), alex), undefined);
  });
});
