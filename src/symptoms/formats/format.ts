import type { Client } from '../report.ts';

/** What one client's error format tells. */
export interface FormatReading {
  client?: Client;
  status?: number;
  body?: 'empty' | 'present';
  errorCode?: string;
  /** The service whose format this is, where only it writes so. */
  service?: 'digital-twins' | 'arm' | 'entra-id';
}

/**
 * Undefined where the text is not in this format. `failing` is the text without what works, for clients named in
 * words: 'works in Postman, fails in Python'. Pure, never throws.
 */
export type Format = (text: string, failing: string) => FormatReading | undefined;
