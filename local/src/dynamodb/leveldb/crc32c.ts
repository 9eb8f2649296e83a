/** CRC-32C (Castagnoli), which LevelDB uses. Node's zlib has only CRC-32. */
export function crc32c(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let crc = -1;
  let at = 0;
  for (; at + 8 <= bytes.length; at += 8) {
    crc = lookUp(7, crc ^ view.getInt32(at, true)) ^ lookUp(3, view.getInt32(at + 4, true));
  }
  for (; at < bytes.length; at += 1) crc = (crc >>> 8) ^ entry(0, (crc ^ view.getUint8(at)) & 0xff);
  return ~crc >>> 0;
}

/** LevelDB stores checksums rotated and shifted, because a checksum of bytes that contain their checksum is weak. */
export function unmaskChecksum(masked: number): number {
  const rotated = (masked - 0xa282ead8) >>> 0;
  return ((rotated >>> 17) | (rotated << 15)) >>> 0;
}

/** Handles four bytes at once, with one table for each position. */
const lookUp = (table: number, word: number): number =>
  entry(table, word & 0xff) ^
  entry(table - 1, (word >>> 8) & 0xff) ^
  entry(table - 2, (word >>> 16) & 0xff) ^
  entry(table - 3, word >>> 24);

const tables = createTables();

const entry = (table: number, byte: number): number => tables[table * 256 + byte] ?? 0;

function createTables(): Int32Array {
  const entries = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    entries[byte] = crc;
  }
  for (let index = 256; index < entries.length; index += 1) {
    const previous = entries[index - 256] ?? 0;
    entries[index] = (previous >>> 8) ^ (entries[previous & 0xff] ?? 0);
  }
  return entries;
}
