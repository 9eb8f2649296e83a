import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { HttpResponse } from '#local/api-gateway/http-response.ts';
import { type ListeningServer, listenOnLocalhost } from '#local/aws/listen.ts';
import { type Refusal, refuseForeignRequest } from '#local/aws/refuse-foreign-request.ts';

export interface DistributionSettings {
  readonly port: number;
  readonly handle: (incoming: IncomingMessage) => Promise<HttpResponse>;
  readonly log: (line: string) => void;
  /** For a client to finish sending a body; by default a few seconds. */
  readonly bodyMillisMax?: number;
}

const bodyMillisDefault = 8_000;
/** Longer than the gateway lets a request take. */
const drainMillisMax = 11_000;

// Chromium closes an unused connection after 10 s. A shorter limit could return 408 to its first request.
const limits = { headersTimeout: 15_000, requestTimeout: 30_000, connectionsCheckingInterval: 1_000 };

export function startDistribution({
  port,
  handle,
  log,
  bodyMillisMax = bodyMillisDefault,
}: DistributionSettings): Promise<ListeningServer> {
  const server = createServer({ ...limits, insecureHTTPParser: false }, (request, response) => {
    const refusal = refuseForeignRequest(request, true);
    limitBodyTime(request, response, bodyMillisMax);
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

/** Otherwise a client that never finishes its body would hold the request until the server's own limit. */
function limitBodyTime(request: IncomingMessage, response: ServerResponse, millis: number): void {
  if (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined) return;
  const timer = setTimeout(() => {
    if (request.complete || response.headersSent) return;
    response.shouldKeepAlive = false;
    response.once('finish', () => request.destroy());
    send(response, REQUEST_TIMEOUT);
  }, millis);
  request.once('close', () => clearTimeout(timer));
}

const REQUEST_TIMEOUT: HttpResponse = {
  status: 408,
  headers: [['Content-Type', 'text/plain; charset=utf-8']],
  body: Buffer.from('The client did not send the whole body in time.\n'),
};

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
