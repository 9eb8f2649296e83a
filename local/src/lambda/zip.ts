import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const END_OF_DIRECTORY_SIZE = 22;
const STORED = 0;
const DEFLATED = 8;

/** Reads the files of a zip archive by name. Supports only the output of our build: no encryption, no zip64. */
export function readZip(zip: Buffer): ReadonlyMap<string, Buffer> {
  const end = findEndOfDirectory(zip);
  const files = new Map<string, Buffer>();
  let entry = zip.readUInt32LE(end + 16);
  for (let remaining = zip.readUInt16LE(end + 10); remaining > 0; remaining -= 1) {
    const nameEnd = entry + 46 + zip.readUInt16LE(entry + 28);
    files.set(zip.toString('utf8', entry + 46, nameEnd), readContent(zip, entry));
    entry = nameEnd + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32);
  }
  return files;
}

function findEndOfDirectory(zip: Buffer): number {
  for (let at = zip.length - END_OF_DIRECTORY_SIZE; at >= 0; at -= 1) {
    if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  throw new Error('The file is not a zip archive.');
}

function readContent(zip: Buffer, entry: number): Buffer {
  const method = zip.readUInt16LE(entry + 10);
  const header = zip.readUInt32LE(entry + 42);
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const content = zip.subarray(start, start + zip.readUInt32LE(entry + 20));
  if (method === STORED) return content;
  if (method === DEFLATED) return inflateRawSync(content);
  throw new Error(`Compression method ${method} is not supported.`);
}
