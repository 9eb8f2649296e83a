import { createHash } from 'node:crypto';
import type { MessageAttribute } from './send.ts';

const stringTransport = Buffer.from([1]);

/** The SDK compares this with what it sent or received. */
export function digestOfBody(body: string): string {
  return createHash('md5').update(body).digest('hex');
}

/** As AWS documents it: sorted by name; of each its name, its type, the kind of its value and the value, all with their lengths. */
export function digestOfAttributes(attributes: Readonly<Record<string, MessageAttribute>>): string {
  const hash = createHash('md5');
  for (const [name, { DataType, StringValue }] of Object.entries(attributes).sort(byName)) {
    hash.update(withLength(name)).update(withLength(DataType)).update(stringTransport).update(withLength(StringValue));
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
