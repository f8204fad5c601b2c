import { createHmac } from 'node:crypto';

/** The headers that prove where a message is from and when it was sent. */
export type SignatureHeaders = Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>;

const PREFIX = 'whsec_';

/**
 * Signs a message as Standard Webhooks has it (https://www.standardwebhooks.com): the id is the same at every attempt, so
 * that the receiver takes a message once, and the time is that of the attempt, so that an old one can be refused. `secret`
 * is 'whsec_' and a key in Base64.
 */
export function sign({ id, body, at }: { id: string; body: string; at: Date }, secret: string): SignatureHeaders {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
