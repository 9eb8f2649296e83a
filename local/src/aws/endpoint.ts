import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import type { Intercept } from '#local/faults/endpoint-faults.ts';
import { Transmission } from '#local/faults/transmission.ts';
import { parseAccessKeyId } from './credentials.ts';
import type { Authorizer } from './iam.ts';
import { listen } from './listen.ts';
import { readBody } from './read-body.ts';
import { refuseForeignRequest } from './refuse-foreign-request.ts';
import { type AwsCall, AwsError, type AwsOperation, type AwsService } from './service.ts';

const bodyBytesMax = 2 * 1024 * 1024;

export interface AwsEndpoint {
  readonly url: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
}

export interface AwsEndpointOptions {
  readonly port: number;
  readonly services: readonly AwsService[];
  readonly authorizer: Pick<Authorizer, 'findPrincipal' | 'authorize'>;
  readonly log: (line: string) => void;
  readonly intercept?: Intercept | undefined;
}

interface EndpointResponse {
  readonly status: number;
  readonly body: Buffer;
  readonly service: AwsService | undefined;
  readonly transmit?: Transmission['transmit'];
}

/** Serves every emulated AWS API at one URL, for functions, SDKs and the AWS CLI. */
export async function startAwsEndpoint(options: AwsEndpointOptions): Promise<AwsEndpoint> {
  const server = createServer((request, response) => {
    handleRequest(options, request).then(
      (reply) => transmit(response, reply),
      // The client has disconnected.
      () => response.destroy(),
    );
  });
  return listen(server, options.port);
}

async function handleRequest(options: AwsEndpointOptions, request: IncomingMessage): Promise<EndpointResponse> {
  const body = await readBody(request, bodyBytesMax);
  const [prefix, name = ''] = String(request.headers['x-amz-target']).split('.');
  const service = options.services.find(({ targetPrefix }) => targetPrefix === prefix);
  const refusal = refuseForeignRequest(request, false);
  try {
    if (refusal) throw new AwsError('AccessDeniedException', refusal.reason, refusal.status);
    if (!body) throw new AwsError('RequestEntityTooLarge', `The request body exceeds ${bodyBytesMax} bytes.`, 413);
    const operation = request.method === 'POST' ? service?.operations.get(name) : undefined;
    if (!operation) throw unknownOperationError(options, request);
    const result = await runOperation(options, operation, parseCall(options, request, name, body));
    if (result instanceof Transmission) return { ...succeed(result.result, service), transmit: result.transmit };
    return succeed(result, service);
  } catch (error) {
    const fault = error instanceof AwsError ? error : internalFailure(options, error);
    return {
      status: fault.status,
      body: toJson({ __type: fault.code, message: fault.message, ...fault.members }),
      service,
    };
  }
}

const succeed = (result: unknown, service: AwsService | undefined): EndpointResponse => ({
  status: 200,
  body: Buffer.isBuffer(result) ? result : toJson(result),
  service,
});

function runOperation(
  { authorizer, intercept }: AwsEndpointOptions,
  operation: AwsOperation,
  call: AwsCall,
): Promise<unknown> {
  authorizer.authorize(call.principal, operation.requiredPermission(call));
  return intercept ? intercept(call, operation.run) : operation.run(call);
}

function parseCall(options: AwsEndpointOptions, request: IncomingMessage, operation: string, rawBody: Buffer): AwsCall {
  const accessKeyId = parseAccessKeyId(request.headers.authorization);
  if (!accessKeyId)
    throw new AwsError('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
  return { operation, rawBody, input: parseInput(rawBody), principal: options.authorizer.findPrincipal(accessKeyId) };
}

function parseInput(body: Buffer): AwsCall['input'] {
  try {
    const input: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (isObject(input)) return input;
  } catch {
    // Invalid UTF-8 and invalid JSON get the same error as a value that is not an object.
  }
  throw new AwsError('SerializationException', 'The request body is not a JSON object.');
}

/** Names the unsupported operation: a plausible response would hide the gap. */
function unknownOperationError(options: AwsEndpointOptions, request: IncomingMessage): AwsError {
  const name =
    request.headers['x-amz-target'] ?? `${request.method} ${request.url?.slice(0, 100)} without X-Amz-Target`;
  options.log(`not emulated: ${name}`);
  return new AwsError('UnknownOperationException', `The local AWS does not emulate ${name}.`);
}

/** SDKs retry it because of its status. */
function internalFailure(options: AwsEndpointOptions, error: unknown): AwsError {
  options.log(`AWS endpoint: ${error instanceof Error ? error.stack : String(error)}`);
  return new AwsError('InternalFailure', 'The local AWS failed. See its log.', 500);
}

function transmit(response: ServerResponse, reply: EndpointResponse): void {
  const sendUnchanged = () => send(response, reply);
  if (reply.transmit) reply.transmit(response, reply.body, sendUnchanged);
  else sendUnchanged();
}

function send(response: ServerResponse, { status, body, service }: EndpointResponse): void {
  response.writeHead(status, {
    'content-type': service?.contentType ?? 'application/x-amz-json-1.0',
    'content-length': body.byteLength,
    'x-amzn-requestid': randomUUID(),
    ...(service?.checksum ? { 'x-amz-crc32': crc32(body) } : {}),
  });
  response.end(body);
}

const toJson = (value: unknown): Buffer => Buffer.from(JSON.stringify(value ?? {}));
const isObject = (value: unknown): value is AwsCall['input'] =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
