import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Answer } from '#local/api-gateway/answer.ts';
import type { Gateway } from '#local/api-gateway/gateway.ts';
import { type Listening, listen } from '#local/aws/listen.ts';
import type { Site } from './site.ts';

export interface DistributionSettings {
  readonly port: number;
  /** `/api`: what is below it goes to the gateway, byte for byte. */
  readonly apiBasePath: string;
  readonly gateway: Gateway;
  readonly site: Site;
  readonly log: (line: string) => void;
}

const limits = { headersTimeout: 5_000, requestTimeout: 30_000, connectionsCheckingInterval: 1_000 };

/** The one address of page and API. */
export function startDistribution({ port, apiBasePath, gateway, site, log }: DistributionSettings): Promise<Listening> {
  const answer = (request: IncomingMessage, response: ServerResponse): Promise<void> =>
    belongsToApi(request, apiBasePath)
      ? gateway(request).then((reply) => send(response, reply))
      : site(request, response);
  const server = createServer({ ...limits, insecureHTTPParser: false }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!request.destroyed || request.complete) log(`http: ${error instanceof Error ? error.stack : String(error)}`);
      response.destroy();
    });
  });
  return listen(server, port);
}

/** A target in absolute form is no path of the page either: the gateway refuses it by name. */
const belongsToApi = ({ url = '' }: IncomingMessage, apiBasePath: string): boolean =>
  url.startsWith(`${apiBasePath}/`) || !url.startsWith('/');

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const isEmpty = status === 204 || status === 304;
  const length = isEmpty ? [] : ['Content-Length', String(body.byteLength)];
  response.writeHead(status, [...headers.flat(), ...length]);
  response.end(isEmpty ? undefined : body);
}
