import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { RecordedCall, SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import type { TenantFile } from '../../playground/azure/tenant-file.ts';

export interface TenantProcess extends Pick<SimulatedTenant, 'tenantId' | 'endpoints' | 'bot'> {
  /** What was answered until now; it is not given again. */
  takeCalls(): Promise<RecordedCall[]>;
  close(): Promise<void>;
}

/** A tenant apart from this process, which trusts it. `latencyMs` is added to every answer. */
export async function startTenantProcess(
  file: TenantFile,
  options: { latencyMs: number; propagationMs?: number },
): Promise<TenantProcess> {
  const child = fork(join(import.meta.dirname, 'tenant.ts'));
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`The tenant ended with ${code}.`);
  });
  failed.catch(() => undefined);
  const answer = async <T>(to: object): Promise<T> => {
    const answered = once(child, 'message');
    child.send(to);
    const [message] = await Promise.race([answered, failed]);
    return message as T;
  };
  const { caCertificate, ...tenant } = await answer<Omit<TenantProcess, 'takeCalls'> & { caCertificate: string }>({
    file,
    options,
  });
  setDefaultCACertificates([...getCACertificates('default'), caCertificate]);
  return {
    ...tenant,
    takeCalls: () => answer<RecordedCall[]>({}),
    async close() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
