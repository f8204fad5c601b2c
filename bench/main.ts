/** `npm run bench`: every figure as a ratio or a count measured in this one run, printed as JSON. */
import { readTenantFile } from '../playground/azure/tenant-file.ts';
import { benchDiagnosis } from './diagnosis.ts';
import { benchStartUp } from './start-up.ts';
import { benchTurns } from './turns.ts';

const file = await readTenantFile('playground/tenants/contoso.json');
const result = {
  node: process.version,
  diagnosis: await benchDiagnosis(file),
  turns: await benchTurns(file),
  startUp: await benchStartUp(file),
};
console.log(JSON.stringify(result, null, 2));
// Keep-alive connections of the clients would hold the process for a while.
process.exit(0);
