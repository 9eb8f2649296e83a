import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { StartError } from './start-error.ts';

/**
 * The content of a JSON file, or undefined if there is none. Files of earlier versions have no checksum. Throws a
 * StartError with the remedy, a sentence, if the file is damaged.
 */
export function readCheckedJson(file: string, remedy: string): unknown {
  const text = readIfExists(file);
  if (text === undefined) return undefined;
  const stored = parse(text);
  const { crc32: expected, content } = Object(stored);
  const isEarlier = isObject(stored) && expected === undefined && content === undefined;
  if (isEarlier) return stored;
  if (isObject(content) && expected === checksum(content)) return content;
  throw new StartError(`${file} is damaged. ${remedy}`);
}

/** Atomic and durable: writes and syncs a temporary file, and renames it. */
export function writeCheckedJson(file: string, content: object): void {
  const temporaryFile = `${file}.new`;
  const descriptor = openSync(temporaryFile, 'w');
  try {
    writeFileSync(descriptor, `${JSON.stringify({ crc32: checksum(content), content }, null, 2)}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporaryFile, file);
}

const checksum = (content: object): string => crc32(JSON.stringify(content)).toString(16).padStart(8, '0');

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readIfExists(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}
