/** ARM's error answers: {"error":{"code","message"}}. */
import { Refusal } from '../refusal.ts';

export function armError(status: number, code: string, message: string, headers: Record<string, string> = {}): Refusal {
  return new Refusal({ status, headers, body: { error: { code, message } } });
}

/** A GUID as ARM writes it in most messages: 32 hex digits. */
export function undashed(guid: string): string {
  return guid.replaceAll('-', '').toLowerCase();
}
