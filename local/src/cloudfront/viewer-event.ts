import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

interface Value {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

type Values = Readonly<Record<string, Value>>;

/** The request as CloudFront shows it to a function; nothing of it is decoded. */
export interface ViewerRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: Values;
  readonly headers: Values;
  readonly cookies: Values;
}

/** What CloudFront gives to a function on a viewer's request. */
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
    querystring: collect(pairsOf(query.split('&'))),
    headers: collect(headers.filter(([name]) => name !== 'cookie')),
    cookies: collect(pairsOf(cookies)),
  };
}

const pairsOf = (texts: readonly string[]): readonly (readonly string[])[] =>
  texts.filter((text) => text !== '').map((text) => text.split(/=(.*)/s, 2));

/** The first value of a name that comes more than once, and then all of them. */
function collect(pairs: readonly (readonly string[])[]): Values {
  const byName = new Map<string, Value>();
  for (const [name = '', value = ''] of pairs) {
    const known = byName.get(name);
    const before = known?.multiValue ?? (known ? [{ value: known.value }] : []);
    byName.set(name, known ? { value: known.value, multiValue: [...before, { value }] } : { value });
  }
  return Object.fromEntries(byName);
}
