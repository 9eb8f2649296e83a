import { inflateRawSync } from 'node:zlib';

const endOfDirectorySignature = Buffer.from([0x50, 0x4b, 0x05, 0x06]);

/** The deflated files in a zip archive by name, read from its central directory. */
export function zipEntries(zip: Buffer): ReadonlyMap<string, Buffer> {
  const end = zip.lastIndexOf(endOfDirectorySignature);
  if (end === -1) throw new Error('This is not a zip archive.');
  const entries = new Map<string, Buffer>();
  let entry = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [nameLength = 0, extraLength = 0, commentLength = 0] = [28, 30, 32].map((at) => zip.readUInt16LE(entry + at));
    const nameEnd = entry + 46 + nameLength;
    const header = zip.readUInt32LE(entry + 42);
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const data = zip.subarray(start, start + zip.readUInt32LE(entry + 20));
    entries.set(zip.toString('utf8', entry + 46, nameEnd), inflateRawSync(data));
    entry = nameEnd + extraLength + commentLength;
  }
  return entries;
}
