import assert from 'node:assert/strict';
import type { AccessRequest } from '../../../src/access/access-request.ts';
import type { Conversation } from '../../../src/access/delivery.ts';
import { createDrawCase } from '../../../src/teams/triage/draw-case.ts';
import type { Case } from '../../../src/triage/case.ts';
import { accessRequest } from '../../cards/request-samples.ts';
import { aCase, caseStatuses } from '../../cards/triage-samples.ts';
import { read } from '../../cards/walk.ts';

const waiting: Case = { ...aCase(), requestId: 'r-1', status: caseStatuses()['waiting-approval'] };
const approvals: Conversation = { tenantId: 'contoso', id: '19:approvals', kind: 'channel', reference: {} };

function drawn(one: Case, { request, channel }: { request?: AccessRequest; channel?: Conversation } = {}) {
  const draw = createDrawCase({
    store: { incident: async () => undefined, history: async () => [] },
    requests: { get: async (_, id) => (id === 'r-1' ? request : undefined) },
    conversations: { approvalsChannel: async () => channel },
  });
  return draw(one).then(read);
}

describe('the card of a case as it stands', () => {
  it('tells of the request that it waits for, and where that is decided', async () => {
    const request = accessRequest();
    assert.match(
      await drawn(waiting, { request, channel: approvals }),
      /Asked for\n.*The request is in the approvals channel/s,
    );
    assert.match(
      await drawn(waiting, { request }),
      /Decides\nWhoever can assign roles on plant-a, such as its Owner\.\n/,
    );
  });

  it('tells of none that it does not wait for, or that is kept no more', async () => {
    const over = { ...waiting, status: caseStatuses()['resolved-access'] };
    assert.doesNotMatch(await drawn(over, { request: accessRequest() }), /Asked for/);
    assert.doesNotMatch(await drawn(waiting), /Asked for/);
  });
});
