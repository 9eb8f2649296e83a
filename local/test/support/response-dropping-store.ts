import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type ListeningServer, listen } from '#local/aws/listen.ts';

export interface ResponseDroppingStore extends ListeningServer {
  /** Sets the URL of the real store. */
  readonly forwardTo: (awsUrl: string) => void;
}

/** A proxy that performs a write containing `marker` but closes the connection without a response. */
export async function startResponseDroppingStore(marker: string): Promise<ResponseDroppingStore> {
  const store = { url: '' };
  const server = createServer((incoming, response) => {
    forward(store.url, marker, incoming, response).catch(() => response.destroy());
  });
  const listening = await listen(server, 0);
  return {
    ...listening,
    forwardTo: (awsUrl) => {
      store.url = awsUrl;
    },
  };
}

async function forward(url: string, marker: string, incoming: IncomingMessage, response: ServerResponse) {
  const body = await buffer(incoming);
  const upstream = await sendRequest(url, incoming, body);
  const text = await buffer(upstream);
  if (String(incoming.headers['x-amz-target']).endsWith('.PutItem') && body.includes(marker)) response.destroy();
  else response.writeHead(upstream.statusCode ?? 500, upstream.headers).end(text);
}

const sendRequest = (url: string, { method, headers }: IncomingMessage, body: Buffer) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { ...(method && { method }), headers }, resolve)
      .on('error', reject)
      .end(body);
  });
