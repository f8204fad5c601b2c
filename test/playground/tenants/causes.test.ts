import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { type SimulatedTenant, startTenant } from '../../../playground/azure/simulated-tenant.ts';
import { readTenantFile } from '../../../playground/azure/tenant-file.ts';
import { byApp, byAppFor, byManagedIdentity, byOther, byPerson, QUERY, UPLOAD } from './calls.ts';

const FOLDER = new URL('../../../playground/tenants/', import.meta.url).pathname;
const NOW = new Date('2026-03-02T10:00:00Z');

const READ_MODELS = { method: 'GET', path: '/models' };
const NO_ROLE = [403, ''];
const CLOSED = [403, '{"statusCode":403,"message":"Public network access disabled by policy."}'];
const NOT_OURS = [404, '{ "statusCode": 404, "message": "Sub-domain not found." }'];

type Answer = { status: number; body: string };
interface Story {
  /** What goes wrong, as the one who has the problem sees it. */
  fails: (tenant: SimulatedTenant, asker: string) => Promise<Answer>;
  /** Status and body, or the error that Entra refuses the token with. */
  with: (number | string)[] | RegExp;
  /** What works all the same, and so shows that nothing else is wrong. */
  works?: (tenant: SimulatedTenant, asker: string) => Promise<Answer>;
}

const asked = (tenant: SimulatedTenant, asker: string) => byPerson(tenant, asker);
const readModels = (tenant: SimulatedTenant, asker: string) => byPerson(tenant, asker, READ_MODELS);

const itself = (tenant: SimulatedTenant) => tenant.state.instances[0]?.systemIdentity;
const SEND = 'Microsoft.EventHub/namespaces/messages/send/action';
const READ_BLOBS = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';

const STORIES: Record<string, Story> = {
  'rbac-missing-data-role': { fails: asked, with: NO_ROLE },
  'rbac-control-plane-role-only': { fails: asked, with: NO_ROLE },
  'rbac-reader-cannot-write': {
    fails: (tenant, asker) => byPerson(tenant, asker, UPLOAD),
    with: NO_ROLE,
    works: readModels,
  },
  'rbac-custom-role-lacks-action': {
    fails: asked,
    with: NO_ROLE,
    works: readModels,
  },
  'rbac-wrong-scope': {
    fails: asked,
    with: NO_ROLE,
    works: (tenant, asker) => byPerson(tenant, asker, QUERY, 'plant-b'),
  },
  'rbac-wrong-object': { fails: (tenant) => byApp(tenant, 'twin-sync'), with: NO_ROLE },
  'rbac-orphaned-assignment': { fails: (tenant) => byManagedIdentity(tenant, 'func-telemetry'), with: NO_ROLE },
  'rbac-propagating': { fails: asked, with: NO_ROLE },
  'rbac-eligible-not-active': { fails: asked, with: NO_ROLE },
  'rbac-denied': { fails: asked, with: NO_ROLE },
  'rbac-condition': { fails: asked, with: NO_ROLE },
  'identity-wrong-tenant': { fails: asked, with: NOT_OURS },
  'identity-other-credential': {
    fails: (tenant) => byManagedIdentity(tenant, 'func-twin-sync'),
    with: NO_ROLE,
    works: (tenant) => byApp(tenant, 'twin-sync'),
  },
  'identity-not-found': {
    fails: (tenant) => byApp(tenant, '6e1f7c52-3b0d-4a86-9d0e-4f7a2b8c9d13'),
    with: /AADSTS700016/,
  },
  'app-permission-missing': {
    fails: (tenant, asker) => byAppFor(tenant, 'twin-dashboard', asker),
    with: /AADSTS650057/,
    works: (tenant) => byApp(tenant, 'twin-dashboard'),
  },
  'app-consent-missing': {
    fails: (tenant, asker) => byAppFor(tenant, 'twin-report', asker),
    with: /AADSTS65001:/,
    works: (tenant) => byApp(tenant, 'twin-report'),
  },
  'app-service-principal-missing': { fails: (tenant) => byApp(tenant, 'twin-batch'), with: /AADSTS7000229/ },
  'network-public-access-disabled': { fails: asked, with: CLOSED },
  'network-private-endpoint': { fails: asked, with: CLOSED },
  'instance-not-found': { fails: (tenant, asker) => byPerson(tenant, asker, QUERY, 'plant-z'), with: NO_ROLE },
  'instance-not-ready': {
    fails: asked,
    with: [503, '{"error":{"code":"ServiceUnavailable","message":"The instance plant-a is not available: Moving."}}'],
  },
  'incident-network-closed': { fails: asked, with: CLOSED },
  'incident-role-removed': { fails: asked, with: NO_ROLE },
  'incident-members-removed': { fails: asked, with: NO_ROLE, works: (tenant) => byPerson(tenant, 'megan@contoso.com') },
  'downstream-event-route': {
    fails: (tenant) => byOther(tenant, itself(tenant), SEND, 'contoso-events'),
    with: NO_ROLE,
    works: asked,
  },
  'downstream-data-history': {
    fails: (tenant) => byOther(tenant, itself(tenant), SEND, 'contoso-events'),
    with: NO_ROLE,
    works: asked,
  },
  'downstream-3d-scenes': {
    fails: (tenant, asker) => {
      const person = tenant.state.users.find(({ userPrincipalName }) => userPrincipalName === asker)?.id;
      return byOther(tenant, person, READ_BLOBS, 'contososcenes');
    },
    with: NO_ROLE,
    works: asked,
  },
  'downstream-jobs': {
    fails: (tenant) => byOther(tenant, itself(tenant), READ_BLOBS, 'contosoimport'),
    with: NO_ROLE,
    works: asked,
  },
};

const files = readdirSync(FOLDER)
  .filter((name) => name !== 'contoso.json')
  .map((name) => name.replace(/\.json$/, ''));

describe('the tenant files, one for each cause', () => {
  it('all have a story here', () => {
    assert.deepEqual(files.toSorted(), Object.keys(STORIES).toSorted());
  });

  for (const [cause, story] of Object.entries(STORIES)) {
    describe(cause, () => {
      let tenant: SimulatedTenant;
      let asker = '';
      before(async () => {
        const file = await readTenantFile(`${FOLDER}${cause}.json`);
        asker = file.try?.as ?? '';
        tenant = await startTenant(file, { now: () => NOW });
        tenant.trust();
      });
      after(() => tenant.close());

      it('says in one line what it is about, and what to ask as whom', async () => {
        const { description, try: attempt } = await readTenantFile(`${FOLDER}${cause}.json`);
        assert.match(description, /^[^\n]{10,140}$/);
        assert.match(attempt?.text ?? '', /403|404|503/);
        assert.ok(tenant.state.users.some(({ userPrincipalName }) => userPrincipalName === attempt?.as));
      });

      it('is short enough to be read at a glance', () => {
        const lines = readFileSync(`${FOLDER}${cause}.json`, 'utf8').split('\n').length;
        assert.ok(lines <= 60, `${lines} lines`);
      });

      it('fails as its cause says', async () => {
        if (story.with instanceof RegExp) {
          const { with: expected } = story;
          await assert.rejects(story.fails(tenant, asker), (error: Error) =>
            expected.test(`${error.message} ${String(error.cause)}`),
          );
          return;
        }
        const { status, body } = await story.fails(tenant, asker);
        assert.deepEqual([status, body], story.with);
      });

      const { works } = story;
      if (works !== undefined) {
        it('works where that cause does not reach', async () => {
          assert.equal((await works(tenant, asker)).status, 200);
        });
      }
    });
  }
});
