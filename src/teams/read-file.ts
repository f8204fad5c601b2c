import { Agent as HttpAgent, get as httpGet, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, get as httpsGet } from 'node:https';
import type { AttachedFile } from './attached-files.ts';
import { fileAddress, lookupPublic } from './file-address.ts';

export type FileErrorCode =
  | 'wrong-type'
  /** More than 1 MB. */
  | 'too-large'
  | 'no-text'
  /** Not a place where Teams keeps files; nothing was fetched. */
  | 'not-allowed'
  /** The address is good for some minutes only. */
  | 'expired'
  | 'failed';

/** An attached file that was not read. The message is for whoever attached it. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly code: FileErrorCode;

  constructor(code: FileErrorCode, options?: { cause: unknown }) {
    super(messages[code], options);
    this.code = code;
  }
}

const messages: Record<FileErrorCode, string> = {
  'wrong-type': 'I read text files only: .txt, .log and .json.',
  'too-large': 'It has more than 1 MB.',
  'no-text': 'There is no text in it that I can read.',
  'not-allowed': 'I fetch files only from SharePoint and OneDrive, where Teams keeps them.',
  expired: 'Teams gave me an address that does not work any more.',
  failed: 'It could not be fetched in 5 seconds.',
};

const largest = 1024 * 1024;
const patienceMs = 5_000;
const mostRedirects = 2;
/** A page in place of the file is a sign-in or an error page. */
const types = /^(?:text\/(?!html)|application\/(?:json|octet-stream|x-ndjson|x-log)|binary\/octet-stream)/i;

export interface FileReader {
  /** The text of a file. Throws FileError. */
  read(file: AttachedFile): Promise<string>;
}

/** Fetches attached files. No sign-in and no cookie goes out, and no redirect leads to another host. */
export function createFileReader({ origins = [] }: { origins?: readonly string[] } = {}): FileReader {
  return {
    async read({ name, url }) {
      if (!/\.(?:txt|log|json)$/i.test(name)) throw new FileError('wrong-type');
      const address = fileAddress(url, origins);
      if (address === undefined) throw new FileError('not-allowed');
      const signal = AbortSignal.timeout(patienceMs);
      try {
        return textOf(await bytesAt(address, origins.includes(address.origin), signal, mostRedirects));
      } catch (error) {
        if (error instanceof FileError) throw error;
        throw new FileError('failed', { cause: error });
      }
    },
  };
}

async function bytesAt(url: URL, known: boolean, signal: AbortSignal, redirects: number): Promise<Buffer> {
  const response = await request(url, known, signal);
  const { statusCode: status = 0, headers } = response;
  try {
    if (status >= 300 && status < 400 && headers.location !== undefined) {
      const next = new URL(headers.location, url);
      if (next.origin !== url.origin || redirects === 0) throw new FileError('not-allowed');
      return await bytesAt(next, known, signal, redirects - 1);
    }
    if ([401, 403, 404, 410].includes(status)) throw new FileError('expired');
    if (status !== 200) throw new FileError('failed');
    if (Number(headers['content-length'] ?? 0) > largest) throw new FileError('too-large');
    if (!types.test(headers['content-type'] ?? 'text/plain')) {
      throw new FileError(/html/i.test(headers['content-type'] ?? '') ? 'expired' : 'wrong-type');
    }
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > largest) throw new FileError('too-large');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    response.destroy();
  }
}

function request(url: URL, known: boolean, signal: AbortSignal): Promise<IncomingMessage> {
  const headers = { accept: 'text/plain, application/json, application/octet-stream', 'accept-encoding': 'identity' };
  // Each with an agent of its own: no connection is shared with anything that signs in.
  const options = { headers, signal, ...(known ? {} : { lookup: lookupPublic }) };
  return new Promise((resolve, reject) => {
    const sent =
      url.protocol === 'http:'
        ? httpGet(url, { ...options, agent: new HttpAgent() }, resolve)
        : httpsGet(url, { ...options, agent: new HttpsAgent() }, resolve);
    sent.on('error', reject);
  });
}

/** UTF-8, or UTF-16 as Windows PowerShell writes it. */
function textOf(bytes: Buffer): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.trim() === '' || text.includes('\u0000')) throw new FileError('no-text');
  return text;
}
