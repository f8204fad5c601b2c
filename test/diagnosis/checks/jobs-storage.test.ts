import assert from 'node:assert/strict';
import { jobsStorage } from '../../../src/diagnosis/checks/jobs-storage.ts';
import type { RoleAssignment } from '../../../src/rbac/model.ts';
import {
  blobReader,
  blobs,
  blobWriter,
  downstream,
  eventSender,
  given,
  itself,
  otherSubscription,
  plantWithIdentity,
  shared,
  sharedId,
} from '../../support/downstream.ts';
import { known, plantA, situation, subscription, unknown } from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const told = { downstream: 'jobs' } as const;
const named = { ...told, storage: { account: 'contosoblobs', container: 'import' } };
const container = `${blobs}/blobServices/default/containers/import`;
const closing = ' An import job works with storage as the instance, not as whoever started it.';
const jobs = (held: RoleAssignment[], instance = plantWithIdentity, parts: object = {}) =>
  downstream(held, parts, instance);
const far = `${otherSubscription}/resourceGroups/x/providers/Microsoft.Storage/storageAccounts/contosoblobs`;
const away = known([{ id: far, name: 'contosoblobs', type: 'microsoft.storage/storageaccounts' }]);

const rows: Row[] = [
  ['the report is about something else', jobs([]), {}, undefined],
  [
    'the instance has no identity',
    jobs([], plantA),
    told,
    'confirmed',
    `plant-a has no identity, and an import job reads its input as that.${closing}`,
  ],
  [
    'it has none of its own',
    jobs([given(blobWriter, blobs)], { ...plantA, identity: { userAssigned: [{ id: sharedId, objectId: shared }] } }),
    named,
    'confirmed',
    /^plant-a has no system-assigned identity/,
  ],
  [
    'it may not read the container',
    jobs([given(eventSender, subscription)]),
    named,
    'confirmed',
    `plant-a’s identity may not read blobs in container import of contosoblobs.${closing}`,
  ],
  [
    'it may read no blob where all storage is',
    jobs([]),
    told,
    'confirmed',
    /nowhere in the subscription of plant-a, and I see no/,
  ],
  [
    'it may read no blob here, and storage is elsewhere',
    jobs([], plantWithIdentity, { resources: away }),
    told,
    'possible',
  ],
  [
    'it may read some blobs',
    jobs([given(blobReader, blobs)]),
    told,
    'possible',
    /^plant-a’s identity may read blobs in contosoblobs\./,
  ],
  [
    'it may read and not write',
    jobs([given(blobReader, container)]),
    named,
    'possible',
    'plant-a’s identity may not write blobs in container import of contosoblobs. That is fine for its input, and not for its output.',
  ],
  [
    'the account is in another subscription, whose roles could not be read',
    jobs([], plantWithIdentity, {
      resources: away,
      roles: [
        { objectId: itself, subscription, held: known([]) },
        { objectId: itself, subscription: otherSubscription, held: unknown('No.') },
      ],
    }),
    named,
    'unknown',
    'No.',
  ],
  [
    'roles were not read',
    jobs([], plantWithIdentity, { roles: [] }),
    named,
    'unknown',
    'The roles there were not read.',
  ],
  ['the instance could not be looked up', { instance: unknown('No.') }, told, 'unknown', 'No.'],
  ['there is no instance', { instance: known({ candidates: [] }) }, told, undefined],
  [
    'it may read and write there',
    jobs([given(blobWriter, container)]),
    named,
    'ruled-out',
    'plant-a may read and write there by its roles. Network rules of the storage account were not looked at.',
  ],
];

describe('the storage of import jobs', () => {
  verdicts(jobsStorage, rows);

  const finding = (told: object, ...args: Parameters<typeof jobs>) => jobsStorage(situation(jobs(...args), told));

  it('is opened by a role for the instance, on the container', () => {
    assert.equal(
      finding(named, [])?.remedy?.command,
      `az role assignment create --assignee-object-id ${itself} --assignee-principal-type ServicePrincipal --role "Storage Blob Data Reader" --scope "${container}"`,
    );
    assert.match(
      finding(named, [given(blobReader, container)])?.remedy?.command ?? '',
      /"Storage Blob Data Contributor"/,
    );
  });

  it('is reached as nobody before the instance has an identity', () => {
    const { title, remedy } = finding(told, [], plantA) ?? {};
    assert.equal(title, 'Storage refuses the import job: plant-a has no identity');
    assert.match(
      remedy?.steps?.[0] ?? '',
      /Reader on the container of the input and .+ Contributor on that of the output\.$/,
    );
  });
});
