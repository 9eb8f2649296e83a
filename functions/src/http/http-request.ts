import { type Client, parseApiKey } from '#domain/client.ts';
import type { Origin, WriteToken } from '#domain/customer-id-row.ts';
import type { LambdaContext } from '#ports.ts';
import type { ProxyEvent } from './proxy-event.ts';

/** A normalized proxy event: arrays instead of nulls, case-insensitive headers, the body as bytes. */
export interface HttpRequest {
  readonly requestId: string;
  readonly writeToken: WriteToken;
  readonly client: Client;
  /** Length of the encoded path and query, approximated from the decoded event. */
  readonly uriLength: number;
  readonly body: Uint8Array;
  readonly pathParameter: (name: string) => string;
  readonly query: (name: string) => readonly string[];
  readonly header: (name: string) => readonly string[];
}

export function httpRequest(event: ProxyEvent, context: LambdaContext, client: Client): HttpRequest {
  const requestId = getRequestId(event, context);
  return {
    requestId,
    // The ID stays the same if Lambda runs twice for one request.
    writeToken: requestId as WriteToken,
    client,
    uriLength: measureUriLength(event),
    body: event.body === null ? new Uint8Array() : Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8'),
    pathParameter: (name) => event.pathParameters?.[name] ?? '',
    query: (name) => event.multiValueQueryStringParameters?.[name] ?? [],
    header: (name) => headerValues(event, name),
  };
}

/** The origin of a write that the request makes itself. */
export const toApiOrigin = ({ writeToken, client }: HttpRequest): Origin => ({
  source: 'api',
  token: writeToken,
  client: client.name,
});

/** Its error must not contain the key. */
export function readClient({ requestContext }: ProxyEvent): Client {
  const client = parseApiKey(requestContext.identity.apiKey ?? '');
  if (!client.ok) throw new Error('API Gateway verified an API key that does not name a client.');
  return client.value;
}

/** The gateway's extended ID: clients can choose its `requestId` with a header, and put a customer ID into it. */
export const getRequestId = ({ requestContext }: ProxyEvent, context: LambdaContext): string =>
  requestContext.extendedRequestId ?? context.awsRequestId;

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
