/** Tenants of a few lines, as a tenant file would write them. */
import { type SimulatedTenant, startTenant, type TenantOptions } from '../../../playground/azure/simulated-tenant.ts';
import { parseTenantFile, type TenantFileInput } from '../../../playground/azure/tenant-file.ts';

export const DATA_OWNER = 'Azure Digital Twins Data Owner';

/** With the instance plant-a, Alex and Megan, and whatever else is given. */
export async function startWith(
  parts: Partial<TenantFileInput>,
  options: TenantOptions = {},
): Promise<SimulatedTenant> {
  const file = parseTenantFile({ description: 'A tenant for one test', instances: [{ name: 'plant-a' }], ...parts });
  const tenant = await startTenant(file, options);
  tenant.trust();
  return tenant;
}
