import assert from 'node:assert/strict';
import { subjectOf } from '../../src/diagnosis/look-up-identity.ts';
import type { ReportedPrincipal } from '../../src/symptoms/report.ts';
import { alex, megan, report, twinSync } from '../support/situation.ts';

const asker = { objectId: alex, displayName: 'Alex Wilber' };
const oneself = { kind: 'user', self: true, idOrName: alex };

describe('who a question is about', () => {
  const cases: [what: string, principal: ReportedPrincipal | undefined, subject: object][] = [
    ['nobody is named: oneself', undefined, oneself],
    ['me: oneself', { kind: 'me' }, oneself],
    ['one’s own object id: oneself', { kind: 'user', id: alex.toUpperCase() }, oneself],
    ['another person', { kind: 'user', id: megan }, { kind: 'user', self: false, idOrName: megan }],
    ['an app', { kind: 'app', id: 'twin-sync' }, { kind: 'app', self: false, appIdOrName: 'twin-sync' }],
    [
      'a managed identity',
      { kind: 'managed-identity', id: 'func-telemetry' },
      { kind: 'app', self: false, appIdOrName: 'func-telemetry' },
    ],
    [
      'a GUID of nobody knows what: an app',
      { kind: 'unknown', id: twinSync.appId },
      { kind: 'app', self: false, appIdOrName: twinSync.appId },
    ],
  ];
  for (const [what, principal, subject] of cases) {
    it(what, () => {
      const question = { report: report(principal === undefined ? {} : { principal }), asker };
      assert.deepEqual(subjectOf(question), subject);
    });
  }
});
