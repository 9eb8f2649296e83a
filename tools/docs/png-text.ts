// Reads and writes a tEXt chunk in a PNG: https://www.w3.org/TR/png-3/#11tEXt
import { crc32 } from 'node:zlib';

const keyword = 'Source\0';
const signatureLength = 8;
/** Length, type and checksum around the data of a chunk. */
const frameLength = 12;

/** Inserts the chunk after the header. */
export function withText(png: Uint8Array, text: string): Uint8Array {
  const [header] = readChunks(png);
  if (header?.type !== 'IHDR') throw new Error('This is not a PNG file.');
  return Buffer.concat([
    png.subarray(0, header.end),
    chunk('tEXt', Buffer.from(keyword + text)),
    png.subarray(header.end),
  ]);
}

export function readText(png: Uint8Array): string | undefined {
  for (const { type, data } of readChunks(png)) {
    const text = Buffer.from(data).toString('latin1');
    if (type === 'tEXt' && text.startsWith(keyword)) return text.slice(keyword.length);
  }
  return undefined;
}

function* readChunks(png: Uint8Array) {
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
