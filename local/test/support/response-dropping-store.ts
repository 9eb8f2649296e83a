import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Listening, listen } from '#local/aws/listen.ts';

export interface ForgetfulStore extends Listening {
  /** Where the real store is, once that is known. */
  readonly forwardTo: (awsUrl: string) => void;
}

/** Stands before the store, and hangs up instead of answering a write that names `marker`: it was done, and nobody is told. */
export async function startForgetfulStore(marker: string): Promise<ForgetfulStore> {
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
  const answer = await ask(url, incoming, body);
  const text = await buffer(answer);
  if (String(incoming.headers['x-amz-target']).endsWith('.PutItem') && body.includes(marker)) response.destroy();
  else response.writeHead(answer.statusCode ?? 500, answer.headers).end(text);
}

const ask = (url: string, { method, headers }: IncomingMessage, body: Buffer) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { ...(method && { method }), headers }, resolve)
      .on('error', reject)
      .end(body);
  });
