import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const drainMillisMax = 1_000;
/** Longer than SDK agents keep a connection idle: a server that hangs up first resets their next request. */
const keepAliveMillis = 65_000;

export interface Listening {
  readonly url: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Listens on loopback only. `stop` lets running requests end, but not for ever. */
export async function listen(server: Server, port: number): Promise<Listening> {
  server.keepAliveTimeout = keepAliveMillis;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = addressOf(server);
  return { url: `http://127.0.0.1:${address.port}`, port: address.port, stop: () => stop(server) };
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const deadline = setTimeout(() => server.closeAllConnections(), drainMillisMax);
  await closed.finally(() => clearTimeout(deadline));
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port.');
  return address;
}
