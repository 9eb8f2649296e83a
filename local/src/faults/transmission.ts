import type { ServerResponse } from 'node:http';

/** A result with a faulty response. `send` sends the normal one. */
export class Transmission {
  readonly result: unknown;
  readonly transmit: (response: ServerResponse, body: Buffer, send: () => void) => void;

  constructor(result: unknown, transmit: Transmission['transmit']) {
    this.result = result;
    this.transmit = transmit;
  }
}
