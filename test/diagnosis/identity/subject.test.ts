import assert from 'node:assert/strict';
import { subjectOf } from '../../../src/diagnosis/identity/subject.ts';
import type { ReportedPrincipal } from '../../../src/symptoms/report.ts';
import { alex, megan, report, twinSync } from '../../support/situation.ts';

const asker = { objectId: alex, displayName: 'Alex Wilber' };
const oneself = { kind: 'self', objectId: alex };

describe('who a question is about', () => {
  const cases: [what: string, principal: ReportedPrincipal | undefined, subject: object][] = [
    ['nobody is named: oneself', undefined, oneself],
    ['me: oneself', { kind: 'me' }, oneself],
    ['one’s own object id: oneself', { kind: 'user', id: alex.toUpperCase() }, oneself],
    ['one’s own object id, said of nobody: oneself', { kind: 'unknown', id: alex }, oneself],
    ['another person', { kind: 'user', id: megan }, { kind: 'user', idOrName: megan }],
    ['an app by name', { kind: 'app', id: 'twin-sync' }, { kind: 'app', idOrName: 'twin-sync' }],
    ['an app by one of its ids', { kind: 'app', id: twinSync.appId }, { kind: 'object', id: twinSync.appId }],
    [
      'a managed identity by name',
      { kind: 'managed-identity', id: 'func-telemetry' },
      { kind: 'app', idOrName: 'func-telemetry' },
    ],
    ['a group', { kind: 'group', id: 'Twins Engineers' }, { kind: 'group', idOrName: 'Twins Engineers' }],
    ['a GUID of nobody knows what', { kind: 'unknown', id: twinSync.appId }, { kind: 'object', id: twinSync.appId }],
    ['a mail address of nobody knows what', { kind: 'unknown', id: 'a@b.com' }, { kind: 'user', idOrName: 'a@b.com' }],
    [
      'a word of nobody knows what: an app',
      { kind: 'unknown', id: 'twin-sync' },
      { kind: 'app', idOrName: 'twin-sync' },
    ],
  ];
  for (const [what, principal, subject] of cases) {
    it(what, () => {
      const question = { report: report(principal === undefined ? {} : { principal }), asker };
      assert.deepEqual(subjectOf(question), subject);
    });
  }
});
