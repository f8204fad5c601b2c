import assert from 'node:assert/strict';
import { missingDataRole } from '../../../src/diagnosis/checks/missing-data-role.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, OWNER } from '../../../src/rbac/roles.ts';
import {
  about,
  alex,
  customRole,
  defining,
  deny,
  engineers,
  holds,
  known,
  megan,
  plantA,
  resourceGroup,
  situation,
  subscription,
  twinSync,
  unknown,
} from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const writer = customRole('Twin Writer', { dataActions: ['Microsoft.DigitalTwins/digitaltwins/*'] });
const anyReader = customRole('Any Reader', { dataActions: ['*/read'] });
const nothing = customRole('Nothing', { dataActions: ['*'], notDataActions: ['Microsoft.DigitalTwins/*'] });
const having = (...assignments: ReturnType<typeof holds>[]) => ({ assignments: known(assignments) });
const lee = about({ kind: 'user', objectId: megan, displayName: 'Lee Gu' });

const rows: Row[] = [
  [
    'nothing is held',
    {},
    { operation: 'query' },
    'confirmed',
    'You have no role at or above plant-a that reaches its data, so every call is answered with 403.',
  ],
  [
    'somebody else holds nothing',
    lee,
    {},
    'confirmed',
    'Lee Gu has no role at or above plant-a that reaches its data, so every call is answered with 403.',
  ],
  [
    'Owner is held',
    having(holds(OWNER)),
    {},
    'confirmed',
    'You have no role at or above plant-a that reaches its data, so every call is answered with 403.',
  ],
  [
    'a role whose data actions are all taken out again',
    { ...having(holds(nothing)), definitions: defining(nothing) },
    {},
    'confirmed',
  ],
  ['nothing is held, and deny assignments are unknown', { denies: unknown() }, { operation: 'query' }, 'confirmed'],
  [
    'Data Owner is held',
    having(holds(ADT_DATA_OWNER)),
    { operation: 'models' },
    'ruled-out',
    'You hold Azure Digital Twins Data Owner.',
  ],
  [
    'Data Owner is held through a group at the subscription',
    having(
      holds(ADT_DATA_OWNER, { scope: subscription, principalId: engineers, principalType: 'Group' }),
      holds(ADT_DATA_READER),
    ),
    {},
    'ruled-out',
    'You hold Azure Digital Twins Data Owner and Azure Digital Twins Data Reader.',
  ],
  [
    'Data Reader is held: that it only reads is another finding',
    having(holds(ADT_DATA_READER)),
    { operation: 'write' },
    'ruled-out',
    'You hold Azure Digital Twins Data Reader.',
  ],
  [
    'a custom role reads everything by a wildcard',
    { ...having(holds(anyReader)), definitions: defining(anyReader) },
    { operation: 'read' },
    'ruled-out',
    'You hold Any Reader.',
  ],
  [
    'a custom role is held: that it lacks the operation is another finding',
    { ...having(holds(writer)), definitions: defining(writer) },
    { operation: 'query' },
    'ruled-out',
    'You hold Twin Writer.',
  ],
  [
    'the role has a condition',
    having(holds(ADT_DATA_OWNER, { condition: '@Resource[x] StringEquals y' })),
    { operation: 'query' },
    'unknown',
    'You hold Azure Digital Twins Data Owner with a condition, which only Azure can evaluate.',
  ],
  [
    'a role has no definition',
    having(holds({ id: 'f00d' })),
    {},
    'unknown',
    'Azure lists no definition of role f00d, so what it gives is not known.',
  ],
  [
    'a role has no definition, and another allows it',
    having(holds({ id: 'f00d' }), holds(ADT_DATA_OWNER)),
    {},
    'ruled-out',
  ],
  ['role assignments are unknown', { assignments: unknown('No.') }, {}, 'unknown', 'No.'],
  ['role definitions are unknown', { definitions: unknown('No.') }, {}, 'unknown', 'No.'],
  ['the instance is unknown', { instance: unknown('No.') }, {}, 'unknown', 'No.'],
  ['there is no instance', { instance: known({ candidates: [] }) }, {}, 'unknown', 'No instance was found to look at.'],
  [
    'the identity is not known',
    { subject: { kind: 'user', self: false, name: 'x@contoso.com', byId: false } },
    {},
    'unknown',
    'The identity was not found in the directory.',
  ],
  [
    'a deny assignment blocks all the same',
    { denies: known([deny()]), groups: known([]), ...having(holds(ADT_DATA_OWNER)) },
    {},
    'ruled-out',
    'You hold Azure Digital Twins Data Owner.',
  ],
];

describe('missing data role', () => {
  verdicts(missingDataRole, rows);

  const evidenceOf = (...held: ReturnType<typeof holds>[]) =>
    missingDataRole(situation({ assignments: known(held) }))?.evidence.map(({ text }) => text);

  it('shows every role with the place it was given at', () => {
    const held = [
      holds(OWNER, { scope: subscription, principalId: engineers, principalType: 'Group' }),
      holds(ADT_DATA_READER, { scope: resourceGroup }),
      holds(OWNER),
    ];
    assert.deepEqual(evidenceOf(...held), [
      `Owner on the subscription, through a group: ${subscription}.`,
      `Azure Digital Twins Data Reader on resource group twins-prod: ${resourceGroup}.`,
      'Owner on plant-a.',
    ]);
    assert.deepEqual(evidenceOf(), ['No role assignment at or above the instance, direct or through a group.']);
  });

  it('gives the command of Microsoft’s article with the instance, the person and the smallest role filled in', () => {
    const remedy = (operation: 'query' | 'models') =>
      missingDataRole(
        situation(
          {
            principal: known({
              kind: 'user',
              objectId: alex,
              displayName: 'Alex Wilber',
              userPrincipalName: 'alex@contoso.com',
              self: true,
            }),
          },
          { operation },
        ),
      )?.remedy;
    assert.equal(
      remedy('query')?.command,
      'az dt role-assignment create --dt-name plant-a --assignee "alex@contoso.com" --role "Azure Digital Twins Data Reader"',
    );
    assert.match(remedy('models')?.command ?? '', /--role "Azure Digital Twins Data Owner"$/);
    assert.equal(
      remedy('query')?.portalUrl,
      `https://portal.azure.com/#@35813336-8305-4794-bffe-ff10900fd02b/resource${plantA.id}/users`,
    );
  });

  it('proposes the reading role to who only looks at models', () => {
    const finding = missingDataRole(situation({}, { operation: 'models', access: 'read' }));
    assert.match(finding?.remedy?.command ?? '', /--role "Azure Digital Twins Data Reader"$/);
  });

  for (const name of ['alex_fabrikam.com#EXT#@contoso.com', "o'neil@contoso.com", 'a"; rm -rf ~ #@contoso.com']) {
    it(`puts the object id into the command where the name holds what a shell reads: ${name}`, () => {
      const guest = { kind: 'user', objectId: alex, displayName: 'Alex', userPrincipalName: name, self: true } as const;
      const command = missingDataRole(situation({ principal: known(guest) }))?.remedy?.command;
      assert.ok(command?.includes(`--assignee "${alex}"`), command);
    });
  }

  it('names an app by its object id, which is what a role is given to', () => {
    const finding = missingDataRole(situation(about({ kind: 'service-principal', ...twinSync })));
    assert.match(finding?.why ?? '', /^twin-sync has no role/);
    assert.ok(finding?.remedy?.command?.includes(`--assignee "${twinSync.objectId}"`));
  });

  it('passes on what would let the bot look', () => {
    const remedy = { who: 'An Owner', command: 'az role assignment create' };
    assert.deepEqual(missingDataRole(situation({ assignments: unknown('No.', remedy) }))?.remedy, remedy);
  });
});
