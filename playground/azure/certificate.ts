/** A TLS certificate made at start: a small authority of our own that signs one server certificate. */
import { randomUUID } from 'node:crypto';
import { generate } from 'selfsigned';

export interface Certificate {
  /** PEM. */
  key: string;
  /** PEM of the server's certificate. */
  certificate: string;
  /** PEM of the authority that clients have to trust. */
  ca: string;
}

/** Valid for localhost, 127.0.0.1 and the given host names, from an hour ago for ten years. */
export async function createCertificate(hostNames: readonly string[], now: Date): Promise<Certificate> {
  const validity = {
    notBeforeDate: new Date(now.getTime() - 3_600_000),
    notAfterDate: new Date(now.getTime() + 10 * 365 * 86_400_000),
    keyType: 'ec' as const,
    curve: 'P-256' as const,
    algorithm: 'sha256',
  };
  // Of its own name: a client that trusts several tenants looks the authority up by it.
  const authority = await generate([{ name: 'commonName', value: `Simulated Azure ${randomUUID()}` }], {
    ...validity,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...validity,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          ...hostNames.map((value) => ({ type: 2 as const, value })),
        ],
      },
    ],
  });
  return { key: server.private, certificate: server.cert, ca: authority.cert };
}
