import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startTenant } from '../../playground/azure/simulated-tenant.ts';
import { readTenantFile } from '../../playground/azure/tenant-file.ts';
import { cloudOf } from '../../playground/bot-cloud.ts';
import { connectAsApp } from '../../src/cli/connect.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { readSymptoms } from '../../src/symptoms/read-symptoms.ts';

const folder = join(import.meta.dirname, '..', '..', 'playground', 'tenants');

/** 'rbac-wrong-scope.json' shows 'rbac.wrong-scope'. */
function causeOf(file: string): string {
  return file.replace(/\.json$/, '').replace('-', '.');
}

describe('a tenant file', () => {
  it('shows the cause it is named for, to whoever it says to ask as', async function allFiles() {
    this.timeout(60_000);
    const faults: string[] = [];
    for (const file of await readdir(folder)) {
      const described = await readTenantFile(join(folder, file));
      if (described.try === undefined) continue;
      const { as, text } = described.try;
      const simulated = await startTenant(described);
      simulated.trust();
      const tenant = connectAsApp({ tenantId: simulated.tenantId, ...simulated.bot }, cloudOf(simulated));
      const asker = await tenant.user(as);
      assert.ok(asker, `${file}: ${as}`);
      const outcome = await diagnose({ report: readSymptoms(text), asker }, tenant, {
        now: () => new Date(),
        botAppId: simulated.bot.appId,
      });
      const found = outcome.kind === 'diagnosis' ? (await outcome.complete).findings : [];
      // What keeps several people out at once is named for the change; each of them sees a cause of his own.
      const named = file.startsWith('incident-') ? found : found.filter(({ id }) => id === causeOf(file));
      const shown = named.some(({ verdict }) => verdict === 'confirmed' || verdict === 'possible');
      if (!shown) faults.push(`${file}: ${named[0]?.verdict ?? outcome.kind}`);
      await simulated.close();
    }
    assert.deepEqual(faults, []);
  });
});
