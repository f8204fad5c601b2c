import { derivedGuid } from '../playground/azure/derived-guid.ts';
import type { TenantFile } from '../playground/azure/tenant-file.ts';
import type { Question } from '../src/diagnosis/facts.ts';
import { readSymptoms } from '../src/symptoms/read-symptoms.ts';
import { median, round } from './median.ts';
import { freshTenant, type Sample, sampleDiagnoses } from './one-diagnosis.ts';
import { startTenantProcess } from './processes/start-tenant.ts';

const latencyMs = 100;
const people = 100;
const runs = 5;

/**
 * A hundred people who ask about the same instance in the same moment: calls to Azure for each of them, and the time until
 * the last has the answer as a multiple of what one alone waits.
 */
export async function benchStorm(file: TenantFile): Promise<object> {
  const simulated = await startTenantProcess({ ...file, users: [...file.users, ...accounts()] }, { latencyMs });
  const report = readSymptoms('403 on plant-a when I query');
  const questions = accounts().map(({ id, name }): Question => {
    return { report, asker: { objectId: id, displayName: name } };
  });
  const alone = questions.slice(0, 1);

  async function measure(cache: 'cold' | 'warm'): Promise<object> {
    const taken: { alone: Sample[]; storm: Sample[] } = { alone: [], storm: [] };
    for (let run = 0; run <= runs; run += 1) {
      for (const [which, asked] of [['alone', alone] as const, ['storm', questions] as const]) {
        const tenant = await freshTenant(simulated);
        if (cache === 'warm') await sampleDiagnoses(simulated, tenant, alone);
        const sample = await sampleDiagnoses(simulated, tenant, asked);
        // The first run also warms the compiler and the connections.
        if (run > 0) taken[which].push(sample);
      }
    }
    const of = (samples: Sample[], pick: (each: Sample) => number) => median(samples.map(pick));
    const ms = ({ names }: Sample) => names.ms;
    return {
      azureCallsPerDiagnosis: round(of(taken.storm, ({ azureCalls }) => azureCalls) / people),
      timeOfOneAlone: round(of(taken.storm, ms) / of(taken.alone, ms)),
    };
  }

  try {
    return {
      people,
      runs,
      cold: await measure('cold'),
      warm: await measure('warm'),
    };
  } finally {
    await simulated.close();
  }
}

function accounts() {
  return Array.from({ length: people }, (_, index) => {
    const userPrincipalName = `account-${index + 1}@contoso.com`;
    const name = `Account ${index + 1}`;
    return { id: derivedGuid(userPrincipalName), name, userPrincipalName, guest: false, enabled: true };
  });
}
