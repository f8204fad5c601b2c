import type { Cloud } from '../src/azure/clouds.ts';
import type { SimulatedTenant } from './azure/simulated-tenant.ts';

/** The simulated tenant in the place of Azure. Token audiences stay the real ones. */
export function cloudOf({ endpoints }: Pick<SimulatedTenant, 'endpoints'>): Cloud {
  return {
    authorityHost: endpoints.authorityHost,
    arm: endpoints.arm,
    armScope: 'https://management.azure.com/.default',
    graph: endpoints.graph,
    graphScope: 'https://graph.microsoft.com/.default',
  };
}
