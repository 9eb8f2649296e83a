// Stands in front of moto: answers what moto lacks, passes everything else on, and remembers what it answered.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type HttpServer, listen } from '#tools/lib/http-server.ts';
import type { Adapted } from './adapt-for-moto.ts';
import type { Answer, Call, Service } from './aws-request.ts';

export interface AwsProxy extends HttpServer {
  /** What was answered or adapted here, by name, each once. */
  readonly answered: ReadonlySet<string>;
}

export interface ProxyOptions {
  readonly services: readonly Service[];
  /** Where calls go that no service knows. Without it they are refused. */
  readonly moto?: { readonly port: number; readonly adapt: (call: Call) => Adapted | undefined };
}

export async function startProxy({ services, moto }: ProxyOptions): Promise<AwsProxy> {
  const answered = new Set<string>();
  const inTurn = moto ? services : [...services, refuse];

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const call = readCall(incoming, body);
    const answer = firstAnswer(inTurn, call);
    if (answer) {
      answered.add(answer.name);
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
      return;
    }
    if (!moto) return;
    const adapted = moto.adapt(call);
    if (adapted) answered.add(adapted.name);
    await passOn(incoming, outgoing, { port: moto.port, path: incoming.url, body, ...adapted });
  }

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: Error) => outgoing.destroy(error));
  });
  return { ...(await listen(server)), answered };
}

function firstAnswer(services: readonly Service[], call: Call): Answer | undefined {
  for (const service of services) {
    const answer = service(call);
    if (answer) return answer;
  }
  return undefined;
}

const refuse: Service = ({ method, path, operation }) => ({
  name: `refused: ${method} ${path} ${operation}`,
  status: 501,
  headers: {},
  body: '',
});

function readCall({ method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer): Call {
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

interface Onward {
  readonly port: number;
  readonly path: string | undefined;
  readonly body: Buffer | string;
  readonly headers?: Readonly<Record<string, string>>;
}

function passOn(incoming: IncomingMessage, outgoing: ServerResponse, onwards: Onward): Promise<void> {
  const { port, path, body } = onwards;
  const headers = { ...incoming.headers, ...onwards.headers, 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const onward = request({ host: '127.0.0.1', port, method: incoming.method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing).on('finish', resolve);
    });
    onward.on('error', reject).end(body);
  });
}
