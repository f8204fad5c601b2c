/** `node playground/azure/serve.ts --tenant FILE [--latency MS] [--propagation MS] [--fault …]`: the tenant as a process of its own. */
import { parseArgs } from 'node:util';
import { parseFault, startTenant } from './simulated-tenant.ts';
import { readTenantFile } from './tenant-file.ts';

const { values } = parseArgs({
  options: {
    tenant: { type: 'string', default: 'playground/tenants/contoso.json' },
    latency: { type: 'string', default: '0' },
    propagation: { type: 'string' },
    fault: { type: 'string', multiple: true, default: [] },
  },
});

const tenant = await startTenant(await readTenantFile(values.tenant), {
  latencyMs: Number(values.latency),
  ...(values.propagation === undefined ? {} : { propagationMs: Number(values.propagation) }),
  faults: values.fault.map(parseFault),
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    tenant.close().then(() => process.exit(0));
  });
}

// Last, since whoever reads this line may send the signal at once.
const { tenantId, endpoints, caCertificate, bot } = tenant;
process.stdout.write(`${JSON.stringify({ tenantId, endpoints, caCertificate, bot })}\n`);
