import type { WriteToken } from '#domain/customer-id-row.ts';
import type { Invocation, ProxyEvent } from './proxy-event.ts';

/** A proxy event with its odd corners taken off: lists instead of nulls, headers in any case, the body as bytes. */
export interface HttpRequest {
  readonly requestId: string;
  readonly writeToken: WriteToken;
  readonly apiKeyId: string;
  /** The length of path and query as they travelled, as near as the decoded event tells. */
  readonly uriLength: number;
  readonly body: Uint8Array;
  readonly pathParameter: (name: string) => string;
  readonly query: (name: string) => readonly string[];
  readonly header: (name: string) => readonly string[];
}

export function httpRequest(event: ProxyEvent, invocation: Invocation): HttpRequest {
  return {
    requestId: requestIdOf(event, invocation),
    writeToken: writeTokenOf(event, invocation),
    apiKeyId: event.requestContext.identity.apiKeyId ?? '',
    uriLength: uriLengthOf(event),
    body: event.body === null ? new Uint8Array() : Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8'),
    pathParameter: (name) => event.pathParameters?.[name] ?? '',
    query: (name) => event.multiValueQueryStringParameters?.[name] ?? [],
    header: (name) => headerValues(event, name),
  };
}

/** A caller can choose the gateway's request id by a header, so one that looks chosen is never shown or logged. */
export function requestIdOf(event: ProxyEvent, invocation: Invocation): string {
  const { requestId } = event.requestContext;
  return /^[A-Za-z0-9-]{1,64}$/.test(requestId) ? requestId : invocation.awsRequestId;
}

/** The extended id is the gateway's own, and the same when the function runs twice for one request. */
function writeTokenOf(event: ProxyEvent, invocation: Invocation): WriteToken {
  return (event.requestContext.extendedRequestId ?? invocation.awsRequestId) as WriteToken;
}

function headerValues(event: ProxyEvent, name: string): readonly string[] {
  const all = event.multiValueHeaders ?? {};
  return Object.entries(all).flatMap(([key, values]) => (key.toLowerCase() === name ? (values ?? []) : []));
}

function uriLengthOf(event: ProxyEvent): number {
  const query = Object.entries(event.multiValueQueryStringParameters ?? {}).flatMap(([name, values]) =>
    (values ?? []).map((value) => encodedLength(name) + 1 + encodedLength(value)),
  );
  return encodedLength(event.requestContext.path) + query.reduce((sum, length) => sum + 1 + length, 0);
}

/** Percent-encoding spends three characters on each byte that may not stand for itself. */
function encodedLength(text: string): number {
  const plain = text.replace(/[^\w.~!*'()%/:@,;=+$-]/g, '');
  return plain.length + 3 * (Buffer.byteLength(text) - plain.length);
}
