// A text chunk inside a PNG (https://www.w3.org/TR/png-3/#11tEXt): what the picture was made from travels with it.
import { crc32 } from 'node:zlib';

const keyword = 'Source\0';
const signatureLength = 8;
/** Length, type and checksum around the data of a chunk. */
const frameLength = 12;

/** The same picture with `note` in it, right after its header. */
export function withNote(png: Uint8Array, note: string): Uint8Array {
  const [header] = chunksOf(png);
  if (header?.type !== 'IHDR') throw new Error('This is no PNG.');
  return Buffer.concat([
    png.subarray(0, header.end),
    chunk('tEXt', Buffer.from(keyword + note)),
    png.subarray(header.end),
  ]);
}

export function readNote(png: Uint8Array): string | undefined {
  for (const { type, data } of chunksOf(png)) {
    const text = Buffer.from(data).toString('latin1');
    if (type === 'tEXt' && text.startsWith(keyword)) return text.slice(keyword.length);
  }
  return undefined;
}

function* chunksOf(png: Uint8Array) {
  const bytes = Buffer.from(png);
  for (let start = signatureLength; start + frameLength <= bytes.length; ) {
    const end = start + frameLength + bytes.readUInt32BE(start);
    yield { type: bytes.toString('latin1', start + 4, start + 8), data: bytes.subarray(start + 8, end - 4), end };
    start = end;
  }
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  const checksum = Buffer.alloc(4);
  const body = Buffer.concat([Buffer.from(type), data]);
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
