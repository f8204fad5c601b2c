import assert from 'node:assert/strict';
import { orphanedAssignment } from '../../../src/diagnosis/checks/orphaned-assignment.ts';
import type { RoleAssignment } from '../../../src/rbac/model.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER } from '../../../src/rbac/roles.ts';
import { aboutApp, holds, known, situation, twinSync, unknown } from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const former = '5f0f3a51-6f0e-4b53-8a4e-0d6f5b6c7d80';
const left = (role: { id: string }) => holds(role, { principalId: former, principalType: 'ServicePrincipal' });
const leaves = (...all: RoleAssignment[]) => ({
  ...aboutApp(),
  holders: known(all.map((assignment) => ({ assignment }))),
});
const named = { assignment: left(ADT_DATA_OWNER), displayName: 'twin-report' };
const own = holds(ADT_DATA_OWNER, { principalId: twinSync.objectId, principalType: 'ServicePrincipal' });

const rows: Row[] = [
  ['a person is meant', { holders: known([{ assignment: left(ADT_DATA_OWNER) }]) }, {}, undefined],
  ['it has not been looked up yet', aboutApp(), {}, undefined],
  ['the app has access', { ...leaves(left(ADT_DATA_OWNER)), assignments: known([own]) }, {}, undefined],
  [
    'a role that would allow it is left behind',
    leaves(left(ADT_DATA_READER)),
    { operation: 'query' },
    'possible',
    /^A role on plant-a belongs to an identity that no longer exists\. If twin-sync was deleted and made again/,
  ],
  ['the role is another app’s', { ...aboutApp(), holders: known([named]) }, { operation: 'query' }, 'ruled-out'],
  ['nothing is left', leaves(), {}, 'ruled-out', 'No such role is left behind here.'],
  ['the directory did not answer', { ...aboutApp(), holders: unknown('No.') }, {}, 'unknown', 'No.'],
  ['role assignments are unknown', { ...leaves(), assignments: unknown('No.') }, {}, 'unknown', 'No.'],
];

describe('a role of a deleted identity', () => {
  verdicts(orphanedAssignment, rows);

  it('is named with the object id that nobody has any more', () => {
    const finding = orphanedAssignment(situation(leaves(left(ADT_DATA_OWNER))));
    assert.match(
      finding?.evidence[0]?.text ?? '',
      new RegExp(`to object id ${former}, which the directory does not know`),
    );
    assert.match(finding?.remedy?.command ?? '', /^az role assignment delete --ids \//);
  });
});
