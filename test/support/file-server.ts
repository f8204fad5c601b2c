/** Where attached files lie, with what goes wrong there. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, listenOnLoopback } from './teams-double/http.ts';

export interface FileServer {
  origin: string;
  /** What was asked for, with its headers. */
  readonly requests: { path: string; headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
}

/** `answer` answers by path; a path it leaves alone hangs. */
export async function startFileServer(
  answers: Record<string, (response: ServerResponse) => void>,
): Promise<FileServer> {
  const requests: FileServer['requests'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push({ path, headers: request.headers });
    answers[path]?.(response);
  });
  const port = await listenOnLoopback(server);
  return { origin: `http://127.0.0.1:${port}`, requests, close: () => closeServer(server) };
}

/** Answers with a file. */
export function gives(body: string | Buffer, type = 'application/octet-stream', status = 200) {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
    response.end(body);
  };
}

/** As Teams attaches a file in a personal chat. */
export function fileAttachment(name: string, downloadUrl: string): Record<string, unknown> {
  return {
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    contentUrl: `https://contoso.sharepoint.com/personal/alex/Documents/${name}`,
    name,
    content: { downloadUrl, uniqueId: 'f-1', fileType: name.split('.').at(-1) },
  };
}
