import assert from 'node:assert/strict';
import { readSymptoms } from '../../../src/symptoms/read-symptoms.ts';
import type { SymptomReport } from '../../../src/symptoms/report.ts';
import { type Corrections, corrected } from '../../../src/teams/extension/corrected.ts';

const alex = { objectId: '0249c7c8-971b-40f5-a66a-9231e887e104', displayName: 'Alex Wilber' };
const writer = { kind: 'user', id: alex.objectId, name: 'Alex Wilber' };
const own = readSymptoms('I get 403 on plant-a when I query twins');
const ofApp: SymptomReport = { ...own, principal: { kind: 'app', id: 'twin-sync' } };

function principalOf(report: SymptomReport, form: Corrections, author: typeof alex | undefined = alex) {
  const next = corrected(report, form, author);
  return typeof next === 'string' ? next : next.principal;
}

describe('whose access is meant by the form under a message', () => {
  const cases: [what: string, report: SymptomReport, form: Corrections, principal: unknown][] = [
    ['the writer’s, as chosen', own, { who: 'author' }, writer],
    ['the writer’s, where nothing was chosen', own, {}, writer],
    ['the writer’s, although the text names an app', ofApp, { who: 'author', caller: 'twin-sync' }, writer],
    ['one’s own', own, { who: 'me' }, { kind: 'me' }],
    ['one’s own, although the text names an app', ofApp, { who: 'me', caller: 'twin-sync' }, { kind: 'me' }],
    ['the app’s that the text names', ofApp, { who: 'app', caller: 'twin-sync' }, { kind: 'app', id: 'twin-sync' }],
    ['an app’s, typed below', own, { who: 'author', caller: 'twin-api' }, { kind: 'app', id: 'twin-api' }],
    ['a colleague’s, typed below', own, { caller: 'lee@contoso.com' }, { kind: 'user', id: 'lee@contoso.com' }],
  ];
  for (const [what, report, form, principal] of cases) {
    it(what, () => assert.deepEqual(principalOf(report, form), principal));
  }

  it('one’s own, where no person wrote it', () => {
    assert.deepEqual(corrected(own, { who: 'author' }, undefined), { ...own, principal: { kind: 'me' } });
  });

  it('asks which app, where none was written', () => {
    assert.match(String(principalOf(own, { who: 'app' })), /^Which app\?/);
  });

  it('takes no secret for a name', () => {
    assert.match(String(principalOf(own, { who: 'app', caller: 'Vqt8Q~aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456' })), /secret/);
  });
});

describe('what is looked into', () => {
  it('is what was tried, as corrected', () => {
    const next = corrected(own, { who: 'author', tried: 'models' }, alex);
    assert.ok(typeof next !== 'string' && next.operation === 'models' && next.access === 'write');
  });

  it('is a 403, where the message told of none', () => {
    const next = corrected(readSymptoms('lunch at noon?'), { who: 'author' }, alex);
    assert.deepEqual(next, { kind: 'adt-403', principal: writer, redacted: [] });
  });

  it('holds nothing that another service has answered', () => {
    const report = readSymptoms(
      'This request is not authorized to perform this operation. blob storage 403 AuthorizationPermissionMismatch',
    );
    assert.equal(report.kind, 'other-service');
    assert.deepEqual(corrected(report, { who: 'me' }, alex), {
      kind: 'adt-403',
      principal: { kind: 'me' },
      redacted: [],
    });
  });
});
