import type { IncomingMessage } from 'node:http';

/** Values by name, in order of arrival. Header names are case-insensitive and keep their first spelling. */
export type Values = ReadonlyMap<string, { readonly name: string; readonly values: readonly string[] }>;

export interface GatewayRequest {
  readonly method: string;
  readonly protocol: string;
  /** Not decoded, including the stage. */
  readonly path: string;
  readonly query: Values;
  readonly headers: Values;
  readonly sourceIp: string;
}

export function readRequest(request: IncomingMessage): GatewayRequest {
  const target = request.url ?? '';
  const queryStart = target.indexOf('?');
  return {
    method: request.method ?? '',
    protocol: `HTTP/${request.httpVersion}`,
    path: queryStart < 0 ? target : target.slice(0, queryStart),
    query: groupByName(queryStart < 0 ? [] : new URLSearchParams(target.slice(queryStart)), (name) => name),
    headers: groupByName(headerPairs(request.rawHeaders), (name) => name.toLowerCase()),
    sourceIp: request.socket.remoteAddress ?? '',
  };
}

export const getValues = (values: Values, name: string): readonly string[] => values.get(name)?.values ?? [];

function groupByName(pairs: Iterable<readonly [string, string]>, toKey: (name: string) => string): Values {
  const collected = new Map<string, { name: string; values: string[] }>();
  for (const [name, value] of pairs) {
    const known = collected.get(toKey(name));
    if (known) known.values.push(value);
    else collected.set(toKey(name), { name, values: [value] });
  }
  return collected;
}

function* headerPairs(raw: readonly string[]): Generator<readonly [string, string]> {
  for (let at = 0; at + 1 < raw.length; at += 2) yield [raw[at] ?? '', raw[at + 1] ?? ''];
}
