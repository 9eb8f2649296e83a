import type { WriteToken } from '#domain/customer-id-row.ts';
import type { LambdaContext } from '#ports.ts';
import type { ProxyEvent } from './proxy-event.ts';

/** A normalized proxy event: arrays instead of nulls, case-insensitive headers, the body as bytes. */
export interface HttpRequest {
  readonly requestId: string;
  readonly writeToken: WriteToken;
  readonly apiKeyId: string;
  /** Length of the encoded path and query, approximated from the decoded event. */
  readonly uriLength: number;
  readonly body: Uint8Array;
  readonly pathParameter: (name: string) => string;
  readonly query: (name: string) => readonly string[];
  readonly header: (name: string) => readonly string[];
}

export function httpRequest(event: ProxyEvent, context: LambdaContext): HttpRequest {
  return {
    requestId: getRequestId(event, context),
    writeToken: getWriteToken(event, context),
    apiKeyId: event.requestContext.identity.apiKeyId ?? '',
    uriLength: measureUriLength(event),
    body: event.body === null ? new Uint8Array() : Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8'),
    pathParameter: (name) => event.pathParameters?.[name] ?? '',
    query: (name) => event.multiValueQueryStringParameters?.[name] ?? [],
    header: (name) => headerValues(event, name),
  };
}

/** Clients can set the gateway's request ID with a header, so one in an unexpected format is never returned or logged. */
export function getRequestId(event: ProxyEvent, context: LambdaContext): string {
  const { requestId } = event.requestContext;
  return /^[A-Za-z0-9-]{1,64}$/.test(requestId) ? requestId : context.awsRequestId;
}

/** Only the gateway sets the extended ID, and it stays the same if Lambda runs twice for one request. */
function getWriteToken(event: ProxyEvent, context: LambdaContext): WriteToken {
  return (event.requestContext.extendedRequestId ?? context.awsRequestId) as WriteToken;
}

function headerValues(event: ProxyEvent, name: string): readonly string[] {
  const all = event.multiValueHeaders ?? {};
  return Object.entries(all).flatMap(([key, values]) => (key.toLowerCase() === name ? (values ?? []) : []));
}

function measureUriLength(event: ProxyEvent): number {
  const query = Object.entries(event.multiValueQueryStringParameters ?? {}).flatMap(([name, values]) =>
    (values ?? []).map((value) => encodedLength(name) + 1 + encodedLength(value)),
  );
  return encodedLength(event.requestContext.path) + query.reduce((sum, length) => sum + 1 + length, 0);
}

/** Percent-encoding turns each reserved byte into three characters. */
function encodedLength(text: string): number {
  const plain = text.replace(/[^\w.~!*'()%/:@,;=+$-]/g, '');
  return plain.length + 3 * (Buffer.byteLength(text) - plain.length);
}
