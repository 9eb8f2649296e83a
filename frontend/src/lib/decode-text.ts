import { fail, type Result, succeed } from './domain.ts';

export type DecodeFault = 'spreadsheet' | 'zip' | 'pdf' | 'json' | 'web-page' | 'not-text';

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** File names and the MIME type inside a ZIP archive are plain ASCII. */
const workbookParts = ['[Content_Types].xml', 'application/vnd.oasis.opendocument.spreadsheet'];

function findBinaryFault(bytes: Uint8Array): DecodeFault | undefined {
  // .xls is an OLE compound file, .xlsx and .ods are ZIP archives.
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return 'spreadsheet';
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return 'pdf';
  if (startsWith(bytes, 0x1f, 0x8b)) return 'zip';
  // Local file header, or the end record of an empty archive.
  if (!startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) && !startsWith(bytes, 0x50, 0x4b, 0x05, 0x06)) return undefined;
  const content = new TextDecoder('latin1').decode(bytes);
  return workbookParts.some((part) => content.includes(part)) ? 'spreadsheet' : 'zip';
}

function isObjectOrArray(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

/** One document, or one per line. */
function isJson(text: string): boolean {
  // A pasted text can still have a byte order mark, which counts as white space here.
  const start = text.trimStart();
  if (!/^[[{]/.test(start)) return false;
  const [firstLine = ''] = start.split('\n', 1);
  return isObjectOrArray(start) || isObjectOrArray(firstLine);
}

/** Rejects text in another format than CSV. */
export function checkText(text: string): Result<string, DecodeFault> {
  if (text.includes('\0')) return fail('not-text');
  if (/^\s*<(?:!doctype|html|table|\?xml)/i.test(text)) return fail('web-page');
  return isJson(text) ? fail('json') : succeed(text);
}

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

const hasUtf8Bom = (bytes: Uint8Array): boolean => startsWith(bytes, 0xef, 0xbb, 0xbf);

const sampleLength = 1_024;

/** In UTF-16, every second byte of Western text is zero. */
function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.slice(0, sampleLength);
  if (sample.length < 8) return undefined;
  const countZeros = (offset: number) => sample.filter((byte, index) => index % 2 === offset && byte === 0).length;
  const [even, odd] = [countZeros(0), countZeros(1)];
  const many = sample.length / 4;
  if (even === 0 && odd > many) return 'utf-16le';
  return odd === 0 && even > many ? 'utf-16be' : undefined;
}

/** A byte order mark decides, even if a later byte is damaged. Excel on Windows writes windows-1252 without one. */
function detectEncoding(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be';
  if (hasUtf8Bom(bytes)) return 'utf-8';
  return guessUtf16(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
}

/** Returns the text without its byte order mark. */
export function decodeText(bytes: Uint8Array): Result<string, DecodeFault> {
  const binaryFault = findBinaryFault(bytes);
  if (binaryFault !== undefined) return fail(binaryFault);
  return checkText(new TextDecoder(detectEncoding(bytes)).decode(bytes));
}
