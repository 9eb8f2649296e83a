import type { Access } from '#domain/client.ts';
import type { ProxyEvent } from '#http/proxy-event.ts';
import type { LambdaContext } from '#ports.ts';

export interface Request {
  readonly path?: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  /** Defaults to a key of the client `page`, which may write. */
  readonly apiKey?: string;
  /** Chosen by the client. */
  readonly requestId?: string;
  readonly extendedRequestId?: string;
  /** Result of getRemainingTimeInMillis. */
  readonly remainingMillis?: number;
}

/** A key in the format that the deployment generates. */
export const apiKey = (name: string, access: Access = 'write', random = 'a'.repeat(32)): string =>
  `cid${access === 'write' ? 'w' : 'r'}${String(name.length).padStart(2, '0')}${name}${random}`;

let requests = 0;

/** An API Gateway proxy event. Has a unique extended request ID unless one is given. */
export function proxyEvent(request: Request = {}): ProxyEvent & { requestContext: { requestId: string } } {
  requests += 1;
  const {
    path = `/customer-ids/${request.pathParameters?.['id'] ?? ''}`,
    apiKey: key = apiKey('page'),
    requestId = '5c1e6bd0-0000-4000-8000-000000000001',
    extendedRequestId = `extended-${requests}=`,
  } = request;
  const headers = valuesOf(request.headers ?? {});
  const query = valuesOf(request.query ?? {});
  return {
    path,
    headers: Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.at(-1)])),
    multiValueHeaders: headers,
    multiValueQueryStringParameters: Object.keys(query).length > 0 ? query : null,
    pathParameters: request.pathParameters ?? null,
    body: request.body ?? null,
    isBase64Encoded: request.isBase64Encoded ?? false,
    requestContext: { path: `/api${path}`, requestId, extendedRequestId, identity: { apiKey: key } },
  };
}

function valuesOf(single: Readonly<Record<string, string | readonly string[]>>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(single).map(([name, value]) => [name, [value].flat()]));
}

export function lambdaContext(remainingMillis = 8000): LambdaContext {
  return { awsRequestId: '0a1b2c3d-0000-4000-8000-000000000002', getRemainingTimeInMillis: () => remainingMillis };
}
