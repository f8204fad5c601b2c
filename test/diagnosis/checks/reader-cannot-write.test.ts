import assert from 'node:assert/strict';
import { readerCannotWrite } from '../../../src/diagnosis/checks/reader-cannot-write.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, CONTRIBUTOR } from '../../../src/rbac/roles.ts';
import { about, customRole, defining, engineers, holds, known, megan, situation } from '../../support/situation.ts';
import { type Row, verdicts, withoutRoles } from './verdicts.ts';

const writer = customRole('Twin Writer', { dataActions: ['Microsoft.DigitalTwins/digitaltwins/*'] });
const reader = { assignments: known([holds(ADT_DATA_READER)]) };
const condition = '@Resource[x] StringEquals y';

const rows: Row[] = [
  [
    'Data Reader, and twins are changed',
    reader,
    { operation: 'write' },
    'confirmed',
    'Azure Digital Twins Data Reader allows only reading and querying, not changing twins. That takes Azure Digital Twins Data Owner.',
  ],
  [
    'Data Reader beside Contributor, through a group, and models are uploaded',
    {
      assignments: known([
        holds(ADT_DATA_READER, { principalId: engineers, principalType: 'Group' }),
        holds(CONTRIBUTOR),
      ]),
    },
    { operation: 'models', access: 'write' },
    'confirmed',
    /not uploading models/,
  ],
  [
    'Data Reader, and no operation was named',
    reader,
    {},
    'possible',
    'Azure Digital Twins Data Reader is the only data role here. Whatever changes anything is refused with 403.',
  ],
  [
    'Data Reader with a condition, and no operation was named',
    { assignments: known([holds(ADT_DATA_READER, { condition })]) },
    {},
    'possible',
  ],
  [
    'Data Reader, and a query',
    reader,
    { operation: 'query' },
    'ruled-out',
    'Azure Digital Twins Data Reader is enough for this operation.',
  ],
  ['Data Reader, and models are listed', reader, { operation: 'models', access: 'read' }, 'ruled-out'],
  [
    'Data Reader with a condition, and a query',
    { assignments: known([holds(ADT_DATA_READER, { condition })]) },
    { operation: 'query' },
    'ruled-out',
    'Azure Digital Twins Data Reader is enough for this operation.',
  ],
  ['nothing is held', {}, { operation: 'write' }, 'ruled-out', 'You do not hold Azure Digital Twins Data Reader.'],
  [
    'somebody else holds nothing',
    about({ kind: 'user', objectId: megan, displayName: 'Lee Gu' }),
    {},
    'ruled-out',
    'Lee Gu does not hold Azure Digital Twins Data Reader.',
  ],
  [
    'Data Owner too',
    { assignments: known([holds(ADT_DATA_READER), holds(ADT_DATA_OWNER)]) },
    {},
    'ruled-out',
    'You hold more than Azure Digital Twins Data Reader.',
  ],
  [
    'a custom role too, that lacks the operation',
    { assignments: known([holds(ADT_DATA_READER), holds(writer)]), definitions: defining(writer) },
    { operation: 'models' },
    'ruled-out',
    'You hold more than Azure Digital Twins Data Reader.',
  ],
  [
    'a role without a definition too',
    { assignments: known([holds(ADT_DATA_READER), holds({ id: 'f00d' })]) },
    { operation: 'write' },
    'unknown',
    /Azure lists no definition/,
  ],
  ...withoutRoles,
];

describe('Data Reader only', () => {
  verdicts(readerCannotWrite, rows);

  it('asks for Data Owner', () => {
    const finding = readerCannotWrite(situation(reader, { operation: 'write' }));
    assert.equal(finding?.remedy?.action, 'request-access');
    assert.match(finding?.remedy?.command ?? '', /--role "Azure Digital Twins Data Owner"$/);
  });
});
