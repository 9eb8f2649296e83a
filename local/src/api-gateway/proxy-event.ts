import { randomUUID } from 'node:crypto';
import type { RequestIds } from './http-response.ts';
import type { GatewayRequest, Values } from './request.ts';
import type { Route } from './router.ts';

/** The fields that all events of an API share. */
export interface EventSource {
  readonly stage: string;
  readonly accountId: string;
  readonly apiId: string;
}

export interface ProxyCall extends RequestIds {
  readonly source: EventSource;
  readonly request: GatewayRequest;
  /** Without the stage. */
  readonly path: string;
  readonly route: Route;
  readonly apiKey: { readonly id: string; readonly value: string } | undefined;
  readonly body: string;
  readonly atMillis: number;
}

const DROPPED_HEADERS = new Set([
  ...['connection', 'content-md5', 'expect', 'max-forwards', 'proxy-authenticate', 'server', 'te', 'trailer'],
  ...['transfer-encoding', 'upgrade', 'www-authenticate'],
]);

/** The event of a Lambda proxy integration, payload format 1.0. */
export function proxyEvent(call: ProxyCall) {
  const { request, route } = call;
  const headers = forwardedHeaders(call);
  return {
    resource: route.operation.resourcePath,
    path: call.path,
    httpMethod: request.method,
    headers: lastValues(headers),
    multiValueHeaders: allValues(headers),
    queryStringParameters: request.query.size === 0 ? null : lastValues(request.query),
    multiValueQueryStringParameters: request.query.size === 0 ? null : allValues(request.query),
    pathParameters: nullIfEmpty(route.pathParameters),
    stageVariables: null,
    requestContext: buildRequestContext(call),
    body: call.body === '' ? null : call.body,
    isBase64Encoded: false,
  };
}

function buildRequestContext({ source, request, route, apiKey, atMillis, requestId, extendedRequestId }: ProxyCall) {
  return {
    accountId: source.accountId,
    apiId: source.apiId,
    extendedRequestId,
    httpMethod: request.method,
    identity: {
      apiKey: apiKey?.value ?? null,
      apiKeyId: apiKey?.id ?? null,
      sourceIp: request.sourceIp,
      userAgent: request.headers.get('user-agent')?.values.at(-1) ?? null,
    },
    path: request.path,
    protocol: request.protocol,
    requestId,
    requestTime: formatRequestTime(atMillis),
    requestTimeEpoch: atMillis,
    resourcePath: route.operation.resourcePath,
    stage: source.stage,
  };
}

function forwardedHeaders({ request }: ProxyCall): Values {
  const headers = new Map([...request.headers].filter(([key]) => !DROPPED_HEADERS.has(key)));
  const set = (name: string, value: string) => headers.set(name.toLowerCase(), { name, values: [value] });
  const senders = [...(request.headers.get('x-forwarded-for')?.values ?? []), request.sourceIp];
  set('X-Forwarded-For', senders.join(', '));
  set('X-Forwarded-Proto', 'http');
  const random = randomUUID().replaceAll('-', '');
  set('X-Amzn-Trace-Id', `Root=1-${random.slice(0, 8)}-${random.slice(8)}`);
  return headers;
}

const nullIfEmpty = (values: Readonly<Record<string, string>> | undefined) =>
  values && Object.keys(values).length > 0 ? values : null;

const lastValues = (values: Values) =>
  Object.fromEntries([...values.values()].map((each) => [each.name, each.values.at(-1) ?? '']));

const allValues = (values: Values) => Object.fromEntries([...values.values()].map((each) => [each.name, each.values]));

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** For example `09/Apr/2026:12:34:56 +0000`. */
function formatRequestTime(millis: number): string {
  const iso = new Date(millis).toISOString();
  return `${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
