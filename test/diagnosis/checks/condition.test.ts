import assert from 'node:assert/strict';
import { condition } from '../../../src/diagnosis/checks/condition.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, OWNER } from '../../../src/rbac/roles.ts';
import { holds, known, resourceGroup, situation, unknown } from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const text = '@Resource[x] StringEquals y';
const having = (...assignments: ReturnType<typeof holds>[]) => ({ assignments: known(assignments) });

const rows: Row[] = [
  [
    'the only role that allows it has one',
    having(holds(ADT_DATA_OWNER, { condition: text })),
    {},
    'possible',
    'The role is there, with a condition that cannot be evaluated from outside. It may be what refuses the call.',
  ],
  [
    'another role allows it without',
    having(holds(ADT_DATA_OWNER, { condition: text }), holds(ADT_DATA_READER)),
    { operation: 'query' },
    undefined,
  ],
  [
    'a role that would not allow it anyway has one',
    having(holds(OWNER, { condition: text })),
    { operation: 'query' },
    undefined,
  ],
  ['nothing has one', having(holds(ADT_DATA_OWNER)), {}, undefined],
  ['a role without a definition is what is unknown', having(holds({ id: 'f00d' })), {}, undefined],
  ['role assignments are unknown', { assignments: unknown() }, {}, undefined],
];

describe('a condition on the role assignment', () => {
  verdicts(condition, rows);

  it('is shown word for word, with the place of the assignment', () => {
    const held = having(holds(ADT_DATA_OWNER, { condition: text, scope: resourceGroup }));
    assert.equal(
      condition(situation(held))?.evidence[0]?.text,
      'Condition of the assignment on resource group twins-prod: @Resource[x] StringEquals y',
    );
  });
});
