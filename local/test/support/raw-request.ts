import { connect } from 'node:net';

/** Sends these bytes and gives back all that comes until the server hangs up. */
export function rawRequest(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

/** A whole request that asks the server to hang up afterwards. */
export const rawGet = (
  port: number,
  target: string,
  headers: readonly string[] = [],
  method = 'GET',
): Promise<string> =>
  rawRequest(
    port,
    [`${method} ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n'),
  );

export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
