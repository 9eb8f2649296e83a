import { ByteReader } from './byte-reader.ts';
import { crc32c, unmaskChecksum } from './crc32c.ts';
import { decompressSnappy } from './snappy.ts';

const footerSize = 48;
const magic = Buffer.from('57fb808b247547db', 'hex');
/** Compression and checksum. */
const blockTrailerSize = 5;
const snappy = 1;

interface BlockHandle {
  readonly offset: number;
  readonly size: number;
}

/**
 * True if every block of a table matches its checksum (https://github.com/google/leveldb/blob/main/doc/table_format.md).
 * The bloom filters count too: a damaged one hides rows.
 */
export function isTableIntact(bytes: Buffer): boolean {
  try {
    return checkBlocks(bytes);
  } catch (error) {
    // A damaged length points outside the file.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function checkBlocks(bytes: Buffer): boolean {
  const footer = bytes.subarray(-footerSize);
  if (footer.length < footerSize || !footer.subarray(-magic.length).equals(magic)) return false;
  const reader = new ByteReader(footer);
  const metaIndex = readBlock(bytes, readHandle(reader));
  const index = readBlock(bytes, readHandle(reader));
  if (!metaIndex || !index) return false;
  return [...listHandles(metaIndex), ...listHandles(index)].every((handle) => isBlockIntact(bytes, handle));
}

const readHandle = (reader: ByteReader): BlockHandle => ({ offset: reader.varint(), size: reader.varint() });

function readBlock(bytes: Buffer, handle: BlockHandle): Buffer | undefined {
  if (!isBlockIntact(bytes, handle)) return undefined;
  const end = handle.offset + handle.size;
  const content = bytes.subarray(handle.offset, end);
  return bytes.readUInt8(end) === snappy ? decompressSnappy(content) : content;
}

function isBlockIntact(bytes: Buffer, { offset, size }: BlockHandle): boolean {
  const end = offset + size;
  if (end + blockTrailerSize > bytes.length) return false;
  return unmaskChecksum(bytes.readUInt32LE(end + 1)) === crc32c(bytes.subarray(offset, end + 1));
}

/** The values of an index block: each is the handle of another block. */
function listHandles(block: Buffer): readonly BlockHandle[] {
  const restarts = block.readUInt32LE(block.length - 4);
  const reader = new ByteReader(block.subarray(0, block.length - 4 * (restarts + 1)));
  const handles: BlockHandle[] = [];
  while (!reader.isAtEnd) {
    reader.varint();
    const keyLength = reader.varint();
    const valueLength = reader.varint();
    reader.bytes(keyLength);
    handles.push(readHandle(new ByteReader(reader.bytes(valueLength))));
  }
  return handles;
}
