import { fail, type Result, succeed } from './domain.ts';

export type DecodeFault = 'spreadsheet' | 'not-text';

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** .xlsx is a ZIP archive, .xls an OLE compound file. */
const isSpreadsheet = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

const hasUtf8Bom = (bytes: Uint8Array): boolean => startsWith(bytes, 0xef, 0xbb, 0xbf);

/** A byte order mark decides, even if a later byte is damaged. Excel on Windows writes windows-1252 without one. */
function detectEncoding(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be';
  return hasUtf8Bom(bytes) || isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

/** Returns the text without its byte order mark. */
export function decodeText(bytes: Uint8Array): Result<string, DecodeFault> {
  if (isSpreadsheet(bytes)) return fail('spreadsheet');
  const text = new TextDecoder(detectEncoding(bytes)).decode(bytes);
  return text.includes('\0') ? fail('not-text') : succeed(text);
}
