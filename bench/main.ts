/**
 * `npm run bench`: every figure as a ratio or a count measured in this one run, printed as JSON. Names of parts measure
 * only those: `npm run bench -- symptoms`.
 */
import { readTenantFile } from '../playground/azure/tenant-file.ts';
import { benchDiagnosis } from './diagnosis.ts';
import { benchScale } from './diagnosis-scale.ts';
import { benchStorm } from './diagnosis-storm.ts';
import { benchStartUp } from './start-up.ts';
import { benchSymptoms } from './symptoms.ts';
import { benchTriage } from './triage.ts';
import { benchTurns } from './turns.ts';

const file = await readTenantFile('playground/tenants/contoso.json');
const parts: Record<string, () => object | Promise<object>> = {
  symptoms: benchSymptoms,
  diagnosis: () => benchDiagnosis(file),
  storm: () => benchStorm(file),
  scale: () => benchScale(file),
  turns: () => benchTurns(file),
  startUp: () => benchStartUp(file),
  triage: benchTriage,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}.`);
  process.exit(1);
}

const result: Record<string, unknown> = { node: process.version };
for (const [name, bench] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) result[name] = await bench();
}
console.log(JSON.stringify(result, null, 2));
// Keep-alive connections of the clients would hold the process for a while.
process.exit(0);
