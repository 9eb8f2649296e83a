import type { IncomingMessage } from 'node:http';

/** Values by name, in the order they came in. Header names are compared without case, and keep their first spelling. */
export type Values = ReadonlyMap<string, { readonly name: string; readonly values: readonly string[] }>;

/** A request as the gateway sees it: nothing of it is decoded twice, nothing doubled is lost. */
export interface GatewayRequest {
  readonly method: string;
  readonly protocol: string;
  /** Raw, with the stage. */
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
    query: collect(queryStart < 0 ? [] : new URLSearchParams(target.slice(queryStart)), (name) => name),
    headers: collect(headerPairs(request.rawHeaders), (name) => name.toLowerCase()),
    sourceIp: request.socket.remoteAddress ?? '',
  };
}

export const valuesOf = (values: Values, name: string): readonly string[] => values.get(name)?.values ?? [];

function collect(pairs: Iterable<readonly [string, string]>, keyOf: (name: string) => string): Values {
  const collected = new Map<string, { name: string; values: string[] }>();
  for (const [name, value] of pairs) {
    const known = collected.get(keyOf(name));
    if (known) known.values.push(value);
    else collected.set(keyOf(name), { name, values: [value] });
  }
  return collected;
}

function* headerPairs(raw: readonly string[]): Generator<readonly [string, string]> {
  for (let at = 0; at + 1 < raw.length; at += 2) yield [raw[at] ?? '', raw[at + 1] ?? ''];
}
