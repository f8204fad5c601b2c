import { type Cloud, publicCloud } from '../src/azure/clouds.ts';
import type { SimulatedTenant } from './azure/simulated-tenant.ts';

/** The simulated tenant in the place of Azure. Token audiences stay the real ones. */
export function cloudOf({ endpoints }: Pick<SimulatedTenant, 'endpoints'>): Cloud {
  const { authorityHost, arm, graph } = endpoints;
  return { ...publicCloud, authorityHost, arm, graph };
}
