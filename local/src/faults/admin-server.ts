import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type ListeningServer, listen } from '#local/aws/listen.ts';
import { readBody } from '#local/aws/read-body.ts';
import { refuseForeignRequest } from '#local/aws/refuse-foreign-request.ts';
import { StartError } from '#local/start-error.ts';
import type { Faults } from './faults.ts';
import { parseScenario } from './scenario.ts';

const bodyBytesMax = 1024 * 1024;

/** `PUT /scenario`, `DELETE /scenario` and `GET /decisions`, on loopback. Started only with faults. */
export async function startFaultAdmin(faults: Faults, log: (line: string) => void): Promise<ListeningServer> {
  const server = createServer((request, response) => {
    handle(faults, request, response).catch((error: unknown) => {
      response.writeHead(error instanceof StartError ? 400 : 500).end(String(error));
    });
  });
  const listening = await listen(server, 0);
  log(`Faults are injected. Change them at ${listening.url}/scenario, read the decisions at /decisions.`);
  return listening;
}

async function handle(faults: Faults, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refusal = refuseForeignRequest(request, false);
  if (refusal) return void response.writeHead(refusal.status).end(refusal.reason);
  const body = await readBody(request, bodyBytesMax);
  switch (`${request.method} ${request.url}`) {
    case 'PUT /scenario':
      faults.set(parseScenario(String(body), 'The scenario'));
      return void response.writeHead(204).end();
    case 'DELETE /scenario':
      faults.clear();
      return void response.writeHead(204).end();
    case 'GET /decisions':
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(faults.decisions));
    default:
      response.writeHead(404).end();
  }
}
