import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { awsEnvironment } from './dynalite-table.ts';
import { setEnvironment } from './environment.ts';

export type Behaviour = (response: ServerResponse) => void;

export interface FaultyService {
  readonly requests: () => number;
  /** Request bodies, in order. */
  readonly bodies: () => readonly string[];
  readonly stop: () => Promise<void>;
}

/** A fake AWS endpoint. Uses one behaviour per request; the last one repeats. */
export async function faultyService(behaviours: readonly Behaviour[]): Promise<FaultyService> {
  let count = 0;
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const behaviour = behaviours[Math.min(count, behaviours.length - 1)];
    count += 1;
    afterBody(request, (body) => {
      bodies.push(body);
      behaviour?.(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const restore = setEnvironment(awsEnvironment((server.address() as AddressInfo).port));
  const stop = async () => {
    restore();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { requests: () => count, bodies: () => bodies, stop };
}

function afterBody(request: IncomingMessage, next: (body: string) => void): void {
  let body = '';
  request.setEncoding('utf8').on('data', (part) => {
    body += part;
  });
  request.on('end', () => next(body));
}

export const hang: Behaviour = () => {};

export const hangAfterHeaders: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'content-length': '10' });
  response.flushHeaders();
};

export const reset: Behaviour = (response) => {
  response.socket?.destroy();
};

export const answer =
  (status: number, body: string): Behaviour =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
  };

/** An error in DynamoDB's format, with a retry delay of one millisecond. */
export const refuse =
  (status: number, name: string, more: object = {}): Behaviour =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', 'x-amz-retry-after': '1' });
    response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name, ...more }));
  };
