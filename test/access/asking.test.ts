import assert from 'node:assert/strict';
import type { AskedSubject } from '../../src/access/asking.ts';
import { becauseOf } from '../../src/access/because.ts';
import { newRequest } from '../../src/access/new-request.ts';
import { type AskFor, DEFAULT_POLICY } from '../../src/access/policy.ts';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { adele, alex, instance, start } from './requests.ts';

const self: AskedSubject = { ...alex, type: 'User' };
const colleague: AskedSubject = { ...adele, type: 'User' };
const app: AskedSubject = { ...adele, displayName: 'Twin Sync', type: 'ServicePrincipal' };
const ownApp: AskedSubject = { ...app, ownedByRequester: true };
const foreignApp: AskedSubject = { ...app, ownedByRequester: false };

function ask(subject: AskedSubject, askFor: readonly AskFor[] = DEFAULT_POLICY.askFor, more: object = {}) {
  const asked = {
    tenantId: 't',
    id: 'r',
    requester: alex,
    subject,
    instance,
    roleId: ADT_DATA_READER.id,
    reason: 'Line 4',
    durationMinutes: 480,
    correlationId: 'corr-1',
    ...more,
  };
  return newRequest(asked, start, { ...DEFAULT_POLICY, askFor }, 'bot');
}

describe('whom a person may ask for', () => {
  const cases: [what: string, subject: AskedSubject, askFor: AskFor[], may: boolean][] = [
    ['oneself', self, ['self'], true],
    ['oneself, the id in capitals', { ...self, objectId: alex.objectId.toUpperCase() }, ['self'], true],
    ['oneself where only apps are allowed', self, ['any-app'], false],
    ['a colleague', colleague, ['colleagues'], true],
    ['a colleague', colleague, ['self', 'any-app'], false],
    ['an app one owns', ownApp, ['own-apps'], true],
    ['an app one owns', ownApp, ['any-app'], true],
    ['an app of somebody else', foreignApp, ['own-apps'], false],
    ['an app whose owner is not known', app, ['own-apps'], false],
    ['any app', app, ['any-app'], true],
    ['any app', foreignApp, ['self', 'colleagues'], false],
  ];
  for (const [what, subject, askFor, may] of cases)
    it(`${what} with ${askFor.join(', ')}: ${may ? 'yes' : 'no, and it says why'}`, () => {
      const decision = ask(subject, askFor);
      if (may) return assert.ok('next' in decision);
      assert.equal('refused' in decision && decision.refused, 'not-allowed');
      assert.match('message' in decision ? decision.message : '', /^[A-Z].*\.$/);
    });

  it('is never a group, whatever the policy', () => {
    const group: AskedSubject = { ...adele, displayName: 'Platform Team', type: 'Group' };
    const all: AskFor[] = ['self', 'own-apps', 'any-app', 'colleagues'];
    for (const subject of [group, { ...group, objectId: alex.objectId }]) {
      const decision = ask(subject, all);
      assert.equal('refused' in decision && decision.refused, 'not-allowed');
      assert.match('message' in decision ? decision.message : '', /whole group/);
    }
  });

  it('is nobody without an object id', () => {
    for (const objectId of ['', 'x', `${alex.objectId}' or '1`, '../..']) {
      const decision = ask({ ...self, objectId }, ['self', 'colleagues']);
      assert.equal('refused' in decision && decision.refused, 'invalid');
    }
  });
});

it('a colleague is told that somebody asked for him; an app and oneself are not', () => {
  const told = (subject: AskedSubject) => {
    const decision = ask(subject);
    assert.ok('work' in decision);
    return decision.work.some((work) => work.kind === 'tell-subject' && work.news === 'asked-for-you');
  };
  assert.deepEqual([self, colleague, app].map(told), [false, true, false]);
});

it('an app keeps its id and whether the requester owns it, for the approver’s card', () => {
  const decision = ask({ ...ownApp, appId: 'a-1' });
  assert.ok('next' in decision);
  assert.deepEqual(decision.next.subject, { ...ownApp, appId: 'a-1' });
});

describe('what the diagnosis showed', () => {
  it('goes to the approver as what is proven and what could not be looked at', () => {
    const finding = (verdict: 'confirmed' | 'ruled-out', title: string) => ({
      id: 'rbac.denied' as const,
      verdict,
      title,
      why: '',
      evidence: [],
    });
    const because = becauseOf('d-1', {
      headline: 'You have no data role',
      findings: [finding('confirmed', 'No data role'), finding('ruled-out', 'Deny')],
      unchecked: [{ topics: ['Private endpoints'], why: '', evidence: [] }],
    });
    assert.deepEqual(because, {
      diagnosisId: 'd-1',
      headline: 'You have no data role',
      confirmed: ['No data role'],
      couldNotCheck: ['Private endpoints'],
    });
  });

  it('is clipped to short lines of plain text', () => {
    const because = {
      diagnosisId: 'd-1',
      headline: `Two\nlines\u0000 ${'x'.repeat(400)}`,
      confirmed: Array.from({ length: 20 }, () => 'y'.repeat(400)),
      couldNotCheck: [' a \t b '],
    };
    const decision = ask(self, undefined, { because });
    assert.ok('next' in decision && decision.next.because !== undefined);
    const { headline, confirmed, couldNotCheck } = decision.next.because;
    assert.match(headline, /^Two lines x+…$/);
    assert.equal(headline.length, 200);
    assert.deepEqual([confirmed.length, confirmed[0]?.length, couldNotCheck], [6, 200, ['a b']]);
  });
});
