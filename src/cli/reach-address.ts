import { once } from 'node:events';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { Reached } from '../doctor/deployment.ts';
import type { CallOptions } from '../tenant.ts';

/**
 * Makes a TLS connection to the host of an https address, and ends it. Nothing is asked for: what is behind the host in the
 * address may be a secret. Rejects where it is broken off.
 */
export async function reachAddress(address: string, { signal }: CallOptions): Promise<Reached> {
  const { hostname, port } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = connect({ host, port: Number(port || 443), ...(isIP(host) === 0 && { servername: host }) });
  try {
    await once(socket, 'secureConnect', signal ? { signal } : {});
    return { reached: 'yes' };
  } catch (error) {
    signal?.throwIfAborted();
    const said = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    // The name server did not answer, which says nothing of the host.
    return { reached: said === 'EAI_AGAIN' ? 'unknown' : 'no', said };
  } finally {
    socket.destroy();
  }
}
