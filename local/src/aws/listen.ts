import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, createServer, type Server as NetServer } from 'node:net';

const drainMillisMax = 1_000;
/** Longer than the SDK's idle timeout: if the server closes first, the next request is reset. */
const keepAliveMillis = 65_000;

export interface ListeningServer {
  readonly url: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Listens on loopback only. `stop` drains requests in progress, with a deadline. */
export async function listen(server: Server, port: number): Promise<ListeningServer> {
  server.keepAliveTimeout = keepAliveMillis;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = getAddress(server);
  return { url: `http://127.0.0.1:${address.port}`, port: address.port, stop: () => stop(server, [server]) };
}

/**
 * Listens on ::1, too. Browsers try it first for `localhost`, and would open another program that listens there. A system
 * without IPv6 has only 127.0.0.1.
 */
export async function listenOnLocalhost(server: Server, port: number): Promise<ListeningServer> {
  const listening = await listen(server, port);
  const ipv6 = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => server.emit('connection', socket));
  try {
    ipv6.listen(listening.port, '::1');
    await once(ipv6, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return listening;
    await listening.stop();
    if (code === 'EADDRINUSE' && port === 0) return listenOnLocalhost(server, port);
    throw error;
  }
  return { ...listening, stop: () => stop(server, [server, ipv6]) };
}

async function stop(server: Server, listeners: readonly NetServer[]): Promise<void> {
  const closed = Promise.all(listeners.map((listener) => once(listener, 'close')));
  for (const listener of listeners) listener.close();
  server.closeIdleConnections();
  const deadline = setTimeout(() => server.closeAllConnections(), drainMillisMax);
  await closed.finally(() => clearTimeout(deadline));
}

function getAddress(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server is not listening on a TCP port.');
  return address;
}
