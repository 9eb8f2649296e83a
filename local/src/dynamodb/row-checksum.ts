import { crc32 } from 'node:zlib';

const checksumLength = 8;

/** A stored value does not match its checksum. */
export class RowDamageError extends Error {
  constructor() {
    super('A stored row does not match its checksum.');
    this.name = 'RowDamageError';
  }
}

/** Format: checksum of key and JSON, space, JSON. The key is included so that a row under another row's key is detected. */
export function encodeRow(key: string, value: unknown): string {
  const json = JSON.stringify(value);
  return `${checksum(key, json)} ${json}`;
}

/** Values written before there were checksums start with a brace. */
export function decodeRow(key: string, stored: string): unknown {
  const json = stored.startsWith('{') ? stored : stored.slice(checksumLength + 1);
  if (json !== stored && !stored.startsWith(`${checksum(key, json)} `)) throw new RowDamageError();
  try {
    return JSON.parse(json);
  } catch {
    throw new RowDamageError();
  }
}

function checksum(key: string, json: string): string {
  return crc32(json, crc32(key)).toString(16).padStart(checksumLength, '0');
}
