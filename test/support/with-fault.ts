import type { Fault, SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';

/** What `call` comes to while the tenant answers so. */
export async function withFault<T>(simulated: SimulatedTenant, fault: Fault, call: () => Promise<T>): Promise<T> {
  const heal = simulated.inject(fault);
  try {
    return await call();
  } finally {
    heal();
  }
}
