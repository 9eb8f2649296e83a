import { fail, type Result, succeed } from './result.ts';

export type Undecodable = 'spreadsheet' | 'not-text';

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** A workbook is a zip archive, an old one a compound file. */
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

const hasUtf8Mark = (bytes: Uint8Array): boolean => startsWith(bytes, 0xef, 0xbb, 0xbf);

/** What says that it is UTF-8 is, whatever byte of it was damaged. What is no UTF comes from a spreadsheet on Windows, and every byte means something there. */
function encodingOf(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be';
  return hasUtf8Mark(bytes) || isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

/** The text of a file as spreadsheets save it, without its byte order mark. */
export function decodeText(bytes: Uint8Array): Result<string, Undecodable> {
  if (isSpreadsheet(bytes)) return fail('spreadsheet');
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  return text.includes('\0') ? fail('not-text') : succeed(text);
}
