import http from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InputCase, InputResponse, SendInput } from './input-case.ts';
import { isUnparsable } from './oracle.ts';

const attemptsMax = 20;

export interface InputTarget {
  readonly port: number;
  readonly apiKey: string;
}

/** Sends requests over kept connections, and what Node's client refuses to send over raw sockets. Retries 429 and 503. */
export function sendOverHttp({ port, apiKey }: InputTarget): { readonly send: SendInput; readonly close: () => void } {
  const agent = new http.Agent({ keepAlive: true });
  const sendOnce = (input: InputCase) => {
    const headers = [...input.headers, ...(input.withoutKey ? [] : [['x-api-key', apiKey] as const])];
    return isUnparsable(input) ? sendRaw(port, input, headers) : sendParsed(port, agent, input, headers);
  };
  const send: SendInput = async (input) => {
    for (let attempt = 1; ; attempt += 1) {
      const response = await sendOnce(input);
      const isBusy = [429, 503].includes(response.status) && response.retryAfter !== undefined;
      if (!isBusy || attempt === attemptsMax) return response;
      await sleep(Math.random() * 100 * 2 ** Math.min(attempt, 6));
    }
  };
  return { send, close: () => agent.destroy() };
}

type Headers = readonly (readonly [string, string])[];

function sendParsed(port: number, agent: http.Agent, input: InputCase, headers: Headers): Promise<InputResponse> {
  const length = input.body ? [['Content-Length', String(input.body.byteLength)]] : [];
  const options = {
    ...{ host: '127.0.0.1', port, agent, method: input.method, path: input.target },
    headers: [['Host', 'localhost'], ...headers, ...length].flat(),
  };
  return new Promise((resolve, reject) => {
    const request = http.request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          retryAfter: response.headers['retry-after'],
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    request.on('error', reject);
    request.end(input.body);
  });
}

function sendRaw(port: number, input: InputCase, headers: Headers): Promise<InputResponse> {
  const body = input.body ?? Buffer.alloc(0);
  const lines = [
    `${input.method} ${input.target} HTTP/1.1`,
    ...['Host: localhost', 'Connection: close', `Content-Length: ${body.byteLength}`],
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
      socket.write(body);
    });
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      received += chunk;
    });
    // The server closes the connection of a request that it cannot parse, perhaps before it has read all of it.
    socket.on('error', (error) => (received ? undefined : reject(error)));
    socket.on('close', () => resolve(toResponse(received)));
  });
}

function toResponse(received: string): InputResponse {
  const [head = '', text = ''] = received.split('\r\n\r\n', 2);
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim();
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]),
    contentType: header('content-type') ?? '',
    retryAfter: header('retry-after'),
    text,
  };
}
