import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

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
  return { url: `http://127.0.0.1:${address.port}`, port: address.port, stop: () => stop(server) };
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const deadline = setTimeout(() => server.closeAllConnections(), drainMillisMax);
  await closed.finally(() => clearTimeout(deadline));
}

function getAddress(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server is not listening on a TCP port.');
  return address;
}
