import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Server as NetServer } from 'node:net';

const drainMillisDefault = 1_000;
/** Longer than the SDK's idle timeout: if the server closes first, the next request is reset. */
const keepAliveMillis = 65_000;

export interface ListeningServer {
  readonly url: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Listens on loopback only. `stop` drains requests in progress, with a deadline. */
export async function listen(server: Server, port: number): Promise<ListeningServer> {
  const listening = await open(server, port);
  const drain = trackResponses(server, drainMillisDefault);
  return { ...listening, stop: () => drain([server]) };
}

/**
 * Listens on ::1, too. Browsers try it first for `localhost`, and would open another program that listens there. A system
 * without IPv6 has only 127.0.0.1.
 */
export async function listenOnLocalhost(
  server: Server,
  port: number,
  drainMillisMax: number,
): Promise<ListeningServer> {
  const listening = await open(server, port);
  const ipv6 = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => server.emit('connection', socket));
  const error = await tryListenOnIpv6(ipv6, listening.port);
  if (error && !isWithoutIpv6(error)) {
    await close([server]);
    if (error.code === 'EADDRINUSE' && port === 0) return listenOnLocalhost(server, port, drainMillisMax);
    throw error;
  }
  const drain = trackResponses(server, drainMillisMax);
  return { ...listening, stop: () => drain(error ? [server] : [server, ipv6]) };
}

async function tryListenOnIpv6(server: NetServer, port: number): Promise<NodeJS.ErrnoException | undefined> {
  server.listen(port, '::1');
  return once(server, 'listening').then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error,
  );
}

const isWithoutIpv6 = ({ code }: NodeJS.ErrnoException): boolean => code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';

async function open(server: Server, port: number): Promise<Omit<ListeningServer, 'stop'>> {
  server.keepAliveTimeout = keepAliveMillis;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = getAddress(server);
  return { url: `http://127.0.0.1:${address.port}`, port: address.port };
}

async function close(listeners: readonly NetServer[]): Promise<void> {
  const closed = Promise.all(listeners.map((listener) => once(listener, 'close')));
  for (const listener of listeners) listener.close();
  await closed;
}

/** Returns a function that stops listening, lets the requests in progress finish, and then closes their connections. */
function trackResponses(server: Server, drainMillisMax: number) {
  const inProgress = new Set<ServerResponse>();
  let isStopping = false;
  // Node keeps the connection of a response that is sent after `close`.
  const closeAfterwards = (response: ServerResponse) => {
    if (!response.headersSent) response.shouldKeepAlive = false;
  };
  server.prependListener('request', (_, response) => {
    inProgress.add(response);
    response.once('close', () => inProgress.delete(response));
    if (isStopping) closeAfterwards(response);
  });
  return async (listeners: readonly NetServer[]): Promise<void> => {
    isStopping = true;
    const closed = close(listeners);
    server.closeIdleConnections();
    for (const response of inProgress) closeAfterwards(response);
    const deadline = setTimeout(() => server.closeAllConnections(), drainMillisMax);
    await closed.finally(() => clearTimeout(deadline));
  };
}

function getAddress(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server is not listening on a TCP port.');
  return address;
}
