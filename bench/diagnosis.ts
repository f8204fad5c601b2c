import type { TenantFile } from '../playground/azure/tenant-file.ts';
import type { Question } from '../src/diagnosis/facts.ts';
import { readSymptoms } from '../src/symptoms/read-symptoms.ts';
import { median, round } from './median.ts';
import { freshTenant, personIn, type Sample, sampleDiagnosis, type Taken } from './one-diagnosis.ts';
import { startTenantProcess, type TenantProcess } from './processes/start-tenant.ts';

const latencyMs = 100;
const warmUps = 3;
const runs = 11;

const questions = {
  ownAccess: '403 on plant-a when I query',
  appById: 'my app e2dc463d-16a8-475c-a332-ef3cdcd231ec gets 403 on plant-a',
  appByName: 'my app twin-dashboard gets 403 on plant-a',
};

/**
 * What a diagnosis costs in round trips to Azure, of 100 ms each: how many follow each other, and its time as a multiple
 * of that many. Tokens are warm, as in a running bot; `cold` has neither instance nor role definitions cached, `warm` has
 * asked once before.
 */
export async function benchDiagnosis(file: TenantFile): Promise<object> {
  const simulated = await startTenantProcess(file, { latencyMs });
  try {
    const asker = await personIn(simulated, 'alex@contoso.com');
    const figures: Record<string, object> = {};
    for (const [name, text] of Object.entries(questions)) {
      const question = { report: readSymptoms(text), asker };
      figures[`${name}Cold`] = await measure(simulated, question, 'cold');
      figures[`${name}Warm`] = await measure(simulated, question, 'warm');
    }
    return { injectedRoundTripMs: latencyMs, runs, ...figures };
  } finally {
    await simulated.close();
  }
}

async function measure(simulated: TenantProcess, question: Question, cache: 'cold' | 'warm'): Promise<object> {
  const samples: Sample[] = [];
  for (let run = 0; run < warmUps + runs; run += 1) {
    const tenant = await freshTenant(simulated);
    if (cache === 'warm') await sampleDiagnosis(simulated, tenant, question);
    const taken = await sampleDiagnosis(simulated, tenant, question);
    // The first runs also warm the compiler and the connections.
    if (run >= warmUps) samples.push(taken);
  }
  const of = (pick: (each: Sample) => number) => median(samples.map(pick));
  const figures = (pick: (each: Sample) => Taken) => ({
    sequentialRoundTrips: of((each) => pick(each).roundTrips),
    timePerRoundTrip: round(of((each) => pick(each).ms / pick(each).roundTrips) / latencyMs),
  });
  return {
    everyVerdict: figures(({ verdicts }) => verdicts),
    withNames: figures(({ names }) => names),
    azureCalls: of(({ azureCalls }) => azureCalls),
  };
}
