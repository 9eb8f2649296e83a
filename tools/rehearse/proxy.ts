// A proxy in front of moto: handles what moto lacks and forwards everything else.
import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type HttpServer, listen } from '#tools/lib/http-server.ts';
import type { Adapted } from './adapt-for-moto.ts';
import type { AwsRequest, AwsResponse, Service } from './aws-request.ts';

export interface AwsProxy extends HttpServer {
  /** The names of the operations handled or adapted here. */
  readonly handled: ReadonlySet<string>;
}

export interface ProxyOptions {
  readonly services: readonly Service[];
  /** Receives the requests that no service handles. Without it they are rejected. */
  readonly moto?: { readonly port: number; readonly adapt: (request: AwsRequest) => Adapted | undefined };
}

export async function startProxy({ services, moto }: ProxyOptions): Promise<AwsProxy> {
  const handled = new Set<string>();
  const handlers = moto ? services : [...services, reject];

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const awsRequest = readRequest(incoming, body);
    const response = firstResponse(handlers, awsRequest);
    if (response) {
      handled.add(response.name);
      outgoing.writeHead(response.status, response.headers).end(response.body);
      return;
    }
    if (!moto) return;
    const adapted = moto.adapt(awsRequest);
    if (adapted) handled.add(adapted.name);
    await forward(incoming, outgoing, { port: moto.port, path: incoming.url, body, ...adapted });
  }

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: Error) => outgoing.destroy(error));
  });
  return { ...(await listen(server)), handled };
}

function firstResponse(services: readonly Service[], request: AwsRequest): AwsResponse | undefined {
  for (const service of services) {
    const response = service(request);
    if (response) return response;
  }
  return undefined;
}

const reject: Service = ({ method, path, operation }) => ({
  name: `rejected: ${method} ${path} ${operation}`,
  status: 501,
  headers: {},
  body: '',
});

function readRequest({ method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer): AwsRequest {
  const { pathname, searchParams } = new URL(url, 'http://aws');
  const text = body.toString('utf8');
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const form = new URLSearchParams(isForm ? text : '');
  const target = String(headers['x-amz-target'] ?? '');
  return {
    method,
    path: pathname,
    query: searchParams,
    operation: form.get('Action') ?? target.slice(target.lastIndexOf('.') + 1),
    form,
    body: text,
    isSigned: headers.authorization !== undefined,
  };
}

interface Target {
  readonly port: number;
  readonly path: string | undefined;
  readonly body: Buffer | string;
  readonly headers?: Readonly<Record<string, string>>;
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, target: Target): Promise<void> {
  const { port, path, body } = target;
  const headers = { ...incoming.headers, ...target.headers, 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const forwarded = sendRequest({ host: '127.0.0.1', port, method: incoming.method, path, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing).on('finish', resolve);
    });
    forwarded.on('error', reject).end(body);
  });
}
