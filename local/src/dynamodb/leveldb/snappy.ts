import { ByteReader } from './byte-reader.ts';

const copyTag = { oneByteOffset: 1, twoByteOffset: 2 };

/** Decompresses a Snappy block (https://github.com/google/snappy/blob/main/format_description.txt). */
export function decompressSnappy(compressed: Buffer): Buffer {
  const reader = new ByteReader(compressed);
  const output = Buffer.alloc(reader.varint());
  let size = 0;
  while (!reader.isAtEnd) {
    const tag = reader.bytes(1).readUInt8();
    if ((tag & 3) === 0) {
      size += reader.bytes(readLiteralLength(reader, tag >>> 2)).copy(output, size);
      continue;
    }
    const { length, offset } = readCopy(reader, tag);
    if (offset === 0 || offset > size) throw new RangeError(`The copy offset ${offset} is outside the output.`);
    // A copy may overlap its own output, which repeats it.
    for (const end = size + length; size < end; size += 1) output.writeUInt8(output.readUInt8(size - offset), size);
  }
  return output;
}

function readLiteralLength(reader: ByteReader, code: number): number {
  return 1 + (code < 60 ? code : reader.bytes(code - 59).readUIntLE(0, code - 59));
}

function readCopy(reader: ByteReader, tag: number): { readonly length: number; readonly offset: number } {
  const kind = tag & 3;
  if (kind === copyTag.oneByteOffset) {
    return { length: 4 + ((tag >>> 2) & 7), offset: ((tag >>> 5) << 8) | reader.bytes(1).readUInt8() };
  }
  const offsetSize = kind === copyTag.twoByteOffset ? 2 : 4;
  return { length: 1 + (tag >>> 2), offset: reader.bytes(offsetSize).readUIntLE(0, offsetSize) };
}
