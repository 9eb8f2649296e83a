import { createHash } from 'node:crypto';
import type { MessageAttribute } from './send.ts';

const stringTransportType = Buffer.from([1]);

/** The SDK verifies it. */
export function md5OfBody(body: string): string {
  return createHash('md5').update(body).digest('hex');
}

/** AWS's algorithm: attributes sorted by name; for each, name, data type, transport type and value, length-prefixed. */
export function md5OfAttributes(attributes: Readonly<Record<string, MessageAttribute>>): string {
  const hash = createHash('md5');
  for (const [name, { DataType, StringValue }] of Object.entries(attributes).sort(byName)) {
    hash
      .update(withLength(name))
      .update(withLength(DataType))
      .update(stringTransportType)
      .update(withLength(StringValue));
  }
  return hash.digest('hex');
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

function withLength(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
