import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { HttpResponse } from '#local/api-gateway/http-response.ts';
import { type ListeningServer, listenOnLocalhost } from '#local/aws/listen.ts';
import { type Refusal, refuseForeignRequest } from '#local/aws/refuse-foreign-request.ts';

export interface DistributionSettings {
  readonly port: number;
  readonly handle: (incoming: IncomingMessage) => Promise<HttpResponse>;
  readonly log: (line: string) => void;
}

// Chromium closes an unused connection after 10 s. A shorter limit could return 408 to its first request.
const limits = { headersTimeout: 15_000, requestTimeout: 30_000, connectionsCheckingInterval: 1_000 };

/** Longer than the gateway lets a request take. */
const drainMillisMax = 11_000;

export function startDistribution({ port, handle, log }: DistributionSettings): Promise<ListeningServer> {
  const server = createServer({ ...limits, insecureHTTPParser: false }, (request, response) => {
    const refusal = refuseForeignRequest(request, true);
    (refusal ? Promise.resolve(toResponse(refusal)) : handle(request))
      .then((reply) => send(response, reply))
      .catch((error: unknown) => {
        if (!request.destroyed || request.complete)
          log(`http: ${error instanceof Error ? error.stack : String(error)}`);
        response.destroy();
      });
  });
  return listenOnLocalhost(server, port, drainMillisMax);
}

const toResponse = ({ status, reason }: Refusal): HttpResponse => ({
  status,
  headers: [['Content-Type', 'text/plain; charset=utf-8']],
  body: Buffer.from(`${reason}\n`),
});

function send(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  const isEmpty = status === 204 || status === 304;
  const length = isEmpty ? [] : ['Content-Length', String(body.byteLength)];
  response.writeHead(status, [...headers.flat(), ...length]);
  response.end(isEmpty ? undefined : body);
}
