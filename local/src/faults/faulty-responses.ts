import type { ServerResponse } from 'node:http';
import type { Fault } from './scenario.ts';
import { Transmission } from './transmission.ts';

const skewMillis = 20 * 60_000;
const dripMillis = 400;

/** How a response arrives, or does not. A held one is ended with the scenario. */
export class FaultyResponses {
  readonly #fault: Fault<'endpoint'>;
  readonly #cleared: AbortSignal;

  constructor(fault: Fault<'endpoint'>, cleared: AbortSignal) {
    this.#fault = fault;
    this.#cleared = cleared;
  }

  /** The response to a call that did not run. */
  instead(): Transmission {
    return new Transmission(undefined, (response) => {
      if (this.#fault.mode === 'drop-before') response.destroy();
      else if (this.#fault.mode === 'skew') sendSkewError(response, Number(this.#fault.argument ?? skewMillis));
      else this.#destroyWhenCleared(response);
    });
  }

  /** The response to a call that did run. */
  of(result: unknown): Transmission {
    return new Transmission(result, (response, body, send) => {
      switch (this.#fault.mode) {
        case 'drop-after':
          response.destroy();
          break;
        case 'truncate':
          sendHead(response, body.byteLength);
          response.write(body.subarray(0, body.byteLength >> 1), () => response.destroy());
          break;
        case 'garbage':
          sendHead(response, garbage.byteLength).end(garbage);
          break;
        case 'hang-after-headers':
          sendHead(response, body.byteLength).flushHeaders();
          this.#destroyWhenCleared(response);
          break;
        case 'drip':
          this.#drip(sendHead(response, body.byteLength), body);
          break;
        default:
          send();
      }
    });
  }

  #destroyWhenCleared(response: ServerResponse): void {
    const destroy = () => response.destroy();
    if (this.#cleared.aborted) destroy();
    else this.#cleared.addEventListener('abort', destroy, { once: true });
    response.on('close', () => this.#cleared.removeEventListener('abort', destroy));
  }

  /** One byte at a time, so that no idle timeout ends it. */
  #drip(response: ServerResponse, body: Buffer): void {
    let sent = 0;
    const timer = setInterval(
      () => {
        response.write(body.subarray(sent, sent + 1));
        sent += 1;
        if (sent === body.byteLength) response.end();
      },
      Number(this.#fault.argument ?? dripMillis),
    );
    response.on('close', () => clearInterval(timer));
    this.#destroyWhenCleared(response);
  }
}

const garbage = Buffer.from('<html><body>Bad Gateway</body></html>');

const sendHead = (response: ServerResponse, length: number): ServerResponse =>
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'content-length': length });

/** The SDK corrects its clock by the Date header. */
function sendSkewError(response: ServerResponse, millis: number): void {
  const body = JSON.stringify({ __type: 'InvalidSignatureException', message: 'Injected: Signature not yet current' });
  const date = new Date(Date.now() + millis).toUTCString();
  response.sendDate = false;
  response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0', date }).end(body);
}
