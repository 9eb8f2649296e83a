import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

const SHORTEST = 32;

/** The value of the stack's API key, which AWS would make: made at random by whoever asks first, and kept. */
export function readOrMakeApiKey(dataDir: string): string {
  const file = join(dataDir, 'api-key');
  const key = readKey(file) ?? makeKey(dataDir, file);
  if (key.length < SHORTEST) throw new StartError(`${file} holds no API key. Delete it, and a new one is made.`);
  return key;
}

function readKey(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw new StartError(`The API key in ${file} cannot be read: ${String(error)}`, { cause: error });
  }
}

/** Linked into place whole, so that of two who make one at the same time both use the first. */
function makeKey(dataDir: string, file: string): string {
  const draft = `${file}.${process.pid}`;
  writeDraft(dataDir, draft);
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  return readKey(file) ?? '';
}

function writeDraft(dataDir: string, draft: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(draft, `${randomBytes(30).toString('base64url')}\n`, { mode: 0o600 });
  } catch (cause) {
    throw new StartError(`No API key can be kept in the data folder ${dataDir}: ${String(cause)}`, { cause });
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
