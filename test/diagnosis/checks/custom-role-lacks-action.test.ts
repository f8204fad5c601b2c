import assert from 'node:assert/strict';
import { customRoleLacksAction } from '../../../src/diagnosis/checks/custom-role-lacks-action.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, OWNER } from '../../../src/rbac/roles.ts';
import { about, customRole, defining, holds, known, megan, situation, unknown } from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const writer = customRole('Twin Writer', {
  dataActions: ['Microsoft.DigitalTwins/digitaltwins/*'],
  notDataActions: ['Microsoft.DigitalTwins/digitaltwins/delete'],
});
const looker = customRole('Twin Looker', { dataActions: ['Microsoft.DigitalTwins/digitaltwins/read'] });
const having = (...assignments: ReturnType<typeof holds>[]) => ({
  assignments: known(assignments),
  definitions: defining(writer, looker),
});
const lee = about({ kind: 'user', objectId: megan, displayName: 'Lee Gu' });

const rows: Row[] = [
  ['nothing is held', {}, { operation: 'query' }, undefined],
  ['no custom role is held', having(holds(ADT_DATA_OWNER)), { operation: 'query' }, undefined],
  [
    'only Data Reader is held, which is another finding',
    having(holds(ADT_DATA_READER)),
    { operation: 'write' },
    undefined,
  ],
  ['only a management role is held', having(holds(OWNER)), { operation: 'query' }, undefined],
  ['it covers the operation', having(holds(writer)), { operation: 'write' }, 'ruled-out', 'Your roles allow this.'],
  ['another role covers it', having(holds(writer), holds(ADT_DATA_READER)), { operation: 'query' }, 'ruled-out'],
  [
    'it lacks the operation',
    having(holds(writer)),
    { operation: 'query' },
    'confirmed',
    'You hold Twin Writer, which does not allow querying twins.',
  ],
  [
    'its NotDataActions take the operation out again',
    having(holds(writer)),
    { operation: 'delete' },
    'confirmed',
    'You hold Twin Writer, which does not allow deleting twins.',
  ],
  [
    'two roles of somebody else lack the operation',
    { ...lee, ...having(holds(looker, { principalId: megan }), holds(ADT_DATA_READER, { principalId: megan })) },
    { operation: 'delete' },
    'confirmed',
    'Lee Gu holds Twin Looker and Azure Digital Twins Data Reader, which do not allow deleting twins.',
  ],
  [
    'it lacks an action that is only inferred',
    having(holds(writer)),
    { operation: 'models', access: 'write' },
    'possible',
    'You hold Twin Writer, which probably does not allow uploading models.',
  ],
  [
    'it covers a part, and no operation was named',
    having(holds(looker)),
    {},
    'possible',
    'You hold Twin Looker, which allows only a part of what can be done with the data.',
  ],
  [
    'another role may cover it, with a condition',
    having(holds(writer), holds(ADT_DATA_OWNER, { condition: '@x' })),
    { operation: 'query' },
    undefined,
  ],
  ['a role has no definition', having(holds(writer), holds({ id: 'f00d' })), { operation: 'query' }, undefined],
  ['role assignments are unknown', { assignments: unknown('No.') }, {}, 'unknown', 'No.'],
];

describe('a custom role', () => {
  verdicts(customRoleLacksAction, rows);

  const finding = () => customRoleLacksAction(situation(having(holds(writer)), { operation: 'query' }));

  it('is shown with what it gives and what it lacks', () => {
    assert.deepEqual(
      finding()?.evidence.map(({ text }) => text),
      [
        'Twin Writer gives Microsoft.DigitalTwins/digitaltwins/*, without Microsoft.DigitalTwins/digitaltwins/delete.',
        'Needed and not given: Microsoft.DigitalTwins/query/action.',
      ],
    );
  });

  it('marks what is only concluded to be needed, also where no operation was named', () => {
    const evidence = customRoleLacksAction(situation(having(holds(looker))))?.evidence.map(({ text }) => text) ?? [];
    assert.ok(evidence.includes('Needed and not given: Microsoft.DigitalTwins/digitaltwins/write.'));
    assert.ok(evidence.includes('Probably needed and not given: Microsoft.DigitalTwins/models/write.'));
  });

  it('that allows what is only concluded to be needed is said to do so probably', () => {
    const modeller = customRole('Modeller', { dataActions: ['Microsoft.DigitalTwins/models/*'] });
    const allowing = { assignments: known([holds(modeller)]), definitions: defining(modeller) };
    const finding = customRoleLacksAction(situation(allowing, { operation: 'models' }));
    assert.deepEqual([finding?.verdict, finding?.why], ['ruled-out', 'Your roles probably allow this.']);
  });

  it('is mended by a data role beside it, or by the action it lacks', () => {
    assert.match(finding()?.remedy?.command ?? '', /--role "Azure Digital Twins Data Reader"$/);
    assert.deepEqual(finding()?.remedy?.steps, [
      'Either give Azure Digital Twins Data Reader with this command, or let whoever maintains Twin Writer add Microsoft.DigitalTwins/query/action to its data actions.',
    ]);
  });
});
