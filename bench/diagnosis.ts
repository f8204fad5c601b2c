import { type SimulatedTenant, startTenant } from '../playground/azure/simulated-tenant.ts';
import type { TenantFile } from '../playground/azure/tenant-file.ts';
import { cloudOf } from '../playground/bot-cloud.ts';
import { createAzureTenant } from '../src/azure/azure-tenant.ts';
import { createCredential, warmTokens } from '../src/azure/credentials.ts';
import { diagnose } from '../src/diagnosis/diagnose.ts';
import { readSymptoms } from '../src/symptoms/read-symptoms.ts';
import type { Tenant } from '../src/tenant.ts';
import { sequentialRoundTrips } from '../test/support/round-trips.ts';
import { median, round } from './median.ts';

const latencyMs = 100;
const runs = 9;

/** One diagnosis: until every verdict is known, and until the names of the approvers are there too. */
interface Sample {
  verdictMs: number;
  completeMs: number;
  verdictRoundTrips: number;
  completeRoundTrips: number;
  azureCalls: number;
}

/**
 * Wall time of a diagnosis as a multiple of one Azure round trip of 100 ms. Tokens are warm, as in a running bot; `cold`
 * has neither instance nor role definitions cached, `warm` has asked once before.
 */
export async function benchDiagnosis(file: TenantFile): Promise<object> {
  const simulated = await startTenant(file, { latencyMs });
  simulated.trust();
  try {
    return {
      injectedRoundTripMs: latencyMs,
      runs,
      ownAccessCold: await measure(simulated, 'alex@contoso.com', '403 on plant-a when I query', 'cold'),
      ownAccessWarm: await measure(simulated, 'alex@contoso.com', '403 on plant-a when I query', 'warm'),
      appCold: await measure(simulated, 'alex@contoso.com', 'my app twin-dashboard gets 403 on plant-a', 'cold'),
    };
  } finally {
    await simulated.close();
  }
}

async function measure(simulated: SimulatedTenant, who: string, text: string, cache: 'cold' | 'warm'): Promise<object> {
  const samples: Sample[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const tenant = await freshTenant(simulated);
    const asker = await tenant.user(who);
    if (asker === undefined) throw new Error(`The tenant has no ${who}.`);
    if (cache === 'warm') await sample(simulated, tenant, asker, text);
    const taken = await sample(simulated, tenant, asker, text);
    // The first run also warms the compiler and the connections.
    if (run > 0) samples.push(taken);
  }
  const of = (pick: (each: Sample) => number) => median(samples.map(pick));
  return {
    wallTimeMultiple: round(of(({ verdictMs }) => verdictMs) / latencyMs),
    wallTimeMultipleWithNames: round(of(({ completeMs }) => completeMs) / latencyMs),
    sequentialRoundTrips: of(({ verdictRoundTrips }) => verdictRoundTrips),
    sequentialRoundTripsWithNames: of(({ completeRoundTrips }) => completeRoundTrips),
    azureCalls: of(({ azureCalls }) => azureCalls),
  };
}

/** New clients with empty caches and warm tokens. */
async function freshTenant(simulated: SimulatedTenant): Promise<Tenant> {
  const { tenantId, bot } = simulated;
  const cloud = cloudOf(simulated);
  const credential = createCredential(
    { kind: 'client-secret', tenantId, clientId: bot.appId, clientSecret: bot.secret },
    cloud,
  );
  await warmTokens(credential, cloud);
  return createAzureTenant(tenantId, credential, cloud);
}

async function sample(
  { calls, bot }: SimulatedTenant,
  tenant: Tenant,
  asker: { objectId: string; displayName: string },
  text: string,
): Promise<Sample> {
  calls.length = 0;
  const start = performance.now();
  const outcome = await diagnose({ report: readSymptoms(text), asker }, tenant, {
    now: () => new Date(),
    botAppId: bot.appId,
  });
  if (outcome.kind !== 'diagnosis') throw new Error(`Expected a diagnosis, got ${outcome.kind}.`);
  const verdictMs = performance.now() - start;
  const verdictRoundTrips = sequentialRoundTrips(calls);
  const { azureCalls } = await outcome.complete;
  return {
    verdictMs,
    completeMs: performance.now() - start,
    verdictRoundTrips,
    completeRoundTrips: sequentialRoundTrips(calls),
    azureCalls,
  };
}
