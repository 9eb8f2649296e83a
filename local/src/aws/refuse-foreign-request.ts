import type { IncomingMessage } from 'node:http';

export interface Refusal {
  readonly status: 400 | 403 | 421;
  readonly reason: string;
}

// Any port: `ssh -L 8080:localhost:5173` sends another one, and a web page cannot choose the name.
const loopbackHost = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/**
 * Refuses requests from web pages of other sites. A site whose name resolves to 127.0.0.1 (DNS rebinding) sends its own
 * name in `Host`; any other site sends its own address in `Origin`.
 */
export function refuseForeignRequest({ rawHeaders }: IncomingMessage, allowOwnOrigin: boolean): Refusal | undefined {
  const hosts = readHeader(rawHeaders, 'host');
  const [host = ''] = hosts;
  if (hosts.length !== 1) return { status: 400, reason: 'A request must have exactly one Host header.' };
  if (!loopbackHost.test(host))
    return { status: 421, reason: 'Host must be localhost, 127.0.0.1 or [::1]. Use the address that was printed.' };
  const isForeign = (origin: string): boolean =>
    !allowOwnOrigin || origin.toLowerCase() !== `http://${host}`.toLowerCase();
  if (readHeader(rawHeaders, 'origin').some(isForeign))
    return { status: 403, reason: 'Requests from web pages of another origin are refused.' };
  return undefined;
}

const readHeader = (raw: readonly string[], name: string): readonly string[] =>
  raw.filter((_, at) => at % 2 === 1 && raw[at - 1]?.toLowerCase() === name);
