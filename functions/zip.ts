/** Reproducible zip archives: no timestamps, no owner, sorted entries. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const versionNeeded = 20;
const madeByUnix = (3 << 8) | versionNeeded;
const utf8Names = 0x0800;
const deflated = 8;
const midnight = 0;
/** 1980-01-01, the earliest date in the zip format. */
const firstDay = 0x0021;
const regularFile = (0o100644 << 16) >>> 0;

export function createZip(files: readonly ZipFile[]): Buffer {
  const sorted = files.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of sorted) {
    const data = deflateRawSync(bytes, { level: 9 });
    const common = commonHeader(name, bytes, data);
    const local = Buffer.concat([uint32(0x04034b50), common, uint16(0), Buffer.from(name), data]);
    entries.push(centralEntry(name, common, offset));
    locals.push(local);
    offset += local.byteLength;
  }
  const central = Buffer.concat(entries);
  return Buffer.concat([...locals, central, endRecord(files.length, central.byteLength, offset)]);
}

/** The fields that the local header and the central directory share, from "version needed" to "name length". */
function commonHeader(name: string, bytes: Uint8Array, data: Buffer): Buffer {
  return Buffer.concat([
    ...[versionNeeded, utf8Names, deflated, midnight, firstDay].map(uint16),
    ...[crc32(bytes), data.byteLength, bytes.byteLength].map(uint32),
    uint16(Buffer.byteLength(name)),
  ]);
}

function centralEntry(name: string, common: Buffer, offset: number): Buffer {
  const [extraLength, commentLength, disk, internalAttributes] = [0, 0, 0, 0];
  return Buffer.concat([
    uint32(0x02014b50),
    uint16(madeByUnix),
    common,
    ...[extraLength, commentLength, disk, internalAttributes].map(uint16),
    ...[regularFile, offset].map(uint32),
    Buffer.from(name),
  ]);
}

function endRecord(count: number, centralLength: number, centralOffset: number): Buffer {
  const [disk, commentLength] = [0, 0];
  return Buffer.concat([
    uint32(0x06054b50),
    ...[disk, disk, count, count].map(uint16),
    ...[centralLength, centralOffset].map(uint32),
    uint16(commentLength),
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
