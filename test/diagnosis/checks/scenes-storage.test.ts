import assert from 'node:assert/strict';
import { scenesStorage } from '../../../src/diagnosis/checks/scenes-storage.ts';
import type { DownstreamFacts } from '../../../src/diagnosis/downstream/read-downstream.ts';
import type { RoleAssignment, RoleDefinition } from '../../../src/rbac/model.ts';
import * as roles from '../../../src/rbac/roles.ts';
import {
  blobReader,
  blobs,
  blobWriter,
  downstream,
  given,
  otherSubscription,
  resources,
} from '../../support/downstream.ts';
import {
  about,
  alex,
  definitions,
  known,
  resourceGroup,
  situation,
  subscription,
  unknown,
} from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const told = { downstream: '3d-scenes' } as const;
const named = { ...told, storage: { account: 'contosoblobs', container: 'scenes' } };
const held = (role: RoleDefinition, scope: string) => given(role, scope, { principalId: alex, principalType: 'User' });
const reader = held(definitions.get(roles.READER.id) ?? blobReader, subscription);
const owner = held(definitions.get(roles.OWNER.id) ?? blobReader, subscription);
const scenes = (roles: RoleAssignment[], parts: Partial<DownstreamFacts> = {}) => downstream(roles, parts);
const far = `${otherSubscription}/resourceGroups/x/providers/Microsoft.Storage/storageAccounts/contosofar`;
const two = known([...resources, { id: far, name: 'contosofar', type: 'microsoft.storage/storageaccounts' }]);
const closing = ' Roles on Azure Digital Twins do not reach storage.';

const rows: Row[] = [
  ['the report is about something else', scenes([]), { downstream: 'jobs' }, undefined],
  [
    'nothing is held at the container',
    scenes([reader]),
    named,
    'confirmed',
    `You may not read blobs in container scenes of contosoblobs.${closing}`,
  ],
  ['one is Owner of everything, which reads no blob', scenes([owner]), named, 'confirmed'],
  [
    'the role is on another container',
    scenes([held(blobWriter, `${blobs}/blobServices/default/containers/other`)]),
    named,
    'confirmed',
  ],
  [
    'no blob may be read anywhere, and there is no storage elsewhere',
    scenes([reader]),
    told,
    'confirmed',
    `You may read blobs nowhere in the subscription of plant-a, and I see no storage account outside of it.${closing}`,
  ],
  [
    'no blob may be read anywhere, and there is storage elsewhere',
    scenes([], { resources: two }),
    told,
    'possible',
    'You may read blobs nowhere in the subscription of plant-a; the container may be in another one.',
  ],
  [
    'no blob may be read anywhere, and storage was not listed',
    scenes([], { resources: unknown('No.') }),
    told,
    'possible',
  ],
  [
    'some blobs may be read, and no container is named',
    scenes([held(blobReader, blobs), held(blobWriter, resourceGroup)]),
    told,
    'possible',
    'You may read blobs in contosoblobs and resource group twins-prod. Whether the container is among them I cannot tell without its address.',
  ],
  [
    'many places may be read',
    scenes(
      ['a', 'b', 'c', 'd', 'e'].map((name) => held(blobReader, `${blobs}/blobServices/default/containers/${name}`)),
    ),
    told,
    'possible',
    /^You may read blobs in a, b, c and 2 more places\./,
  ],
  [
    'only a part of the account may be read, and no container is named',
    scenes([held(blobReader, `${blobs}/blobServices/default/containers/scenes`)]),
    { ...told, storage: { account: 'contosoblobs' } },
    'possible',
    'You may read blobs in only a part of storage account contosoblobs: scenes.',
  ],
  [
    'it may be read and not written',
    scenes([reader, held(blobReader, blobs)]),
    named,
    'possible',
    /^You may not write blobs in container scenes of contosoblobs\./,
  ],
  [
    'the account itself may not be seen',
    scenes([held(blobWriter, blobs)]),
    named,
    'possible',
    /^You may not look at the settings of storage account contosoblobs\./,
  ],
  [
    'every role is there, and CORS is not seen',
    scenes([reader, held(blobWriter, blobs)]),
    named,
    'possible',
    'Whether storage account contosoblobs lets 3D Scenes Studio in by its CORS and network rules is not seen from here.',
  ],
  [
    'the account is not seen, and no blob may be read here',
    scenes([], { resources: known([]) }),
    named,
    'possible',
    /I see no storage account called contosoblobs, so it may be in another one\.$/,
  ],
  [
    'the account is not seen, and some blobs may be read here',
    scenes([held(blobReader, resourceGroup)], { resources: known([]) }),
    named,
    'unknown',
    /^I see no storage account called contosoblobs, so I cannot tell whether you may read blobs in it\.$/,
  ],
  [
    'roles were not read',
    scenes([], { roles: [{ objectId: alex, subscription, held: unknown('No.') }] }),
    told,
    'unknown',
    'No.',
  ],
  ['where the account is was not read', scenes([], { resources: unknown('No.') }), named, 'unknown', 'No.'],
  ['definitions were not read', { ...scenes([]), definitions: unknown('No.') }, told, 'unknown', 'No.'],
  [
    'it is about somebody whose other roles are not for the asker',
    {
      ...scenes([]),
      ...about({ kind: 'user', objectId: alex, displayName: 'Alex Wilber' }),
      inspection: known({ self: false, allowed: true, elsewhere: false }),
    },
    told,
    'unknown',
    /^What Alex Wilber may do with storage is shown to whoever/,
  ],
  [
    'the identity is not in the directory',
    { ...scenes([]), subject: { kind: 'user', self: false, name: 'Nobody', byId: false } },
    told,
    'unknown',
  ],
  ['the instance could not be looked up', { instance: unknown('No.') }, told, 'unknown', 'No.'],
  ['there is no instance', { instance: known({ candidates: [] }) }, told, undefined],
];

describe('the storage of 3D scenes', () => {
  verdicts(scenesStorage, rows);

  const remedyOf = (told: object, ...held: RoleAssignment[]) => scenesStorage(situation(scenes(held), told))?.remedy;

  it('is opened by a role for the person, on the container', () => {
    assert.equal(
      remedyOf(named)?.command,
      `az role assignment create --assignee-object-id ${alex} --assignee-principal-type User --role "Storage Blob Data Contributor" --scope "${blobs}/blobServices/default/containers/scenes"`,
    );
    assert.equal(remedyOf(named)?.action, undefined);
  });

  it('may be closed to the tool, and is opened by a rule of the account', () => {
    const { command } = remedyOf(named, reader, held(blobWriter, blobs)) ?? {};
    assert.match(command ?? '', /^az storage cors add .+ --account-name contosoblobs$/);
  });

  it('is looked at again once its address is known', () => {
    assert.match(remedyOf(told, held(blobReader, blobs))?.steps?.[0] ?? '', /address of the container/);
  });

  it('is spoken of by name where somebody else is meant', () => {
    const other = { ...scenes([]), ...about({ kind: 'user', objectId: alex, displayName: 'Alex Wilber' }) };
    const finding = scenesStorage(situation(other, named));
    assert.equal(finding?.title, 'The storage of the 3D scenes refuses Alex Wilber');
    assert.match(finding?.why ?? '', /^Alex Wilber may not read blobs/);
  });
});
