import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Answer } from '#local/api-gateway/http-response.ts';
import { type Listening, listen } from '#local/aws/listen.ts';

export interface DistributionSettings {
  readonly port: number;
  readonly answer: (incoming: IncomingMessage) => Promise<Answer>;
  readonly log: (line: string) => void;
}

const limits = { headersTimeout: 5_000, requestTimeout: 30_000, connectionsCheckingInterval: 1_000 };

/** Listens for viewers. */
export function startDistribution({ port, answer, log }: DistributionSettings): Promise<Listening> {
  const server = createServer({ ...limits, insecureHTTPParser: false }, (request, response) => {
    answer(request)
      .then((reply) => send(response, reply))
      .catch((error: unknown) => {
        if (!request.destroyed || request.complete)
          log(`http: ${error instanceof Error ? error.stack : String(error)}`);
        response.destroy();
      });
  });
  return listen(server, port);
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const isEmpty = status === 204 || status === 304;
  const length = isEmpty ? [] : ['Content-Length', String(body.byteLength)];
  response.writeHead(status, [...headers.flat(), ...length]);
  response.end(isEmpty ? undefined : body);
}
