import { serveLoopback } from '../playground/serve-loopback.ts';

/** Teams' side of the conversation: takes what a bot sends and tells who waits for it. */
export interface Connector {
  serviceUrl: string;
  /** Resolves when a message whose JSON contains `text` has been sent or updated in this conversation. */
  waitFor(conversationId: string, text: string): Promise<void>;
  close(): Promise<void>;
}

export async function startConnector(): Promise<Connector> {
  const waiting = new Map<string, { text: string; resolve: () => void }>();
  let ids = 0;
  const { origin, close } = await serveLoopback(0, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      ids += 1;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ id: `activity-${ids}` }));
      const conversationId = decodeURIComponent(request.url?.split('/')[3] ?? '');
      const waiter = waiting.get(conversationId);
      if (waiter === undefined || !Buffer.concat(chunks).toString().includes(waiter.text)) return;
      waiting.delete(conversationId);
      waiter.resolve();
    });
  });
  return {
    serviceUrl: origin,
    waitFor: (conversationId, text) =>
      new Promise((resolve) => {
        waiting.set(conversationId, { text, resolve });
      }),
    close,
  };
}
