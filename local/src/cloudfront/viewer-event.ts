import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

interface Value {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

type Values = Readonly<Record<string, Value>>;

/** The request in a CloudFront function event. Values are not decoded. */
export interface ViewerRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: Values;
  readonly headers: Values;
  readonly cookies: Values;
}

/** The event of a viewer-request function. */
export function viewerEvent(incoming: IncomingMessage) {
  return {
    version: '1.0',
    context: { distributionDomainName: 'localhost', eventType: 'viewer-request', requestId: randomUUID() },
    viewer: { ip: incoming.socket.remoteAddress ?? '' },
    request: viewerRequest(incoming),
  };
}

function viewerRequest({ method = '', url = '', rawHeaders }: IncomingMessage): ViewerRequest {
  const [uri = '', query = ''] = url.split(/\?(.*)/s, 2);
  const headers = rawHeaders.flatMap((name, at) =>
    at % 2 === 0 ? [[name.toLowerCase(), rawHeaders[at + 1] ?? '']] : [],
  );
  const cookies = headers.filter(([name]) => name === 'cookie').flatMap(([, value = '']) => value.split(/; */));
  return {
    method,
    uri,
    querystring: toMultiValues(parsePairs(query.split('&'))),
    headers: toMultiValues(headers.filter(([name]) => name !== 'cookie')),
    cookies: toMultiValues(parsePairs(cookies)),
  };
}

const parsePairs = (texts: readonly string[]): readonly (readonly string[])[] =>
  texts.filter((text) => text !== '').map((text) => text.split(/=(.*)/s, 2));

/** A repeated name has its first value in `value` and all of them in `multiValue`. */
function toMultiValues(pairs: readonly (readonly string[])[]): Values {
  const byName = new Map<string, Value>();
  for (const [name = '', value = ''] of pairs) {
    const known = byName.get(name);
    const before = known?.multiValue ?? (known ? [{ value: known.value }] : []);
    byName.set(name, known ? { value: known.value, multiValue: [...before, { value }] } : { value });
  }
  return Object.fromEntries(byName);
}
