import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from './create-folder.ts';
import { StartError } from './start-error.ts';

const LENGTH_MIN = 32;

/** Reads the API key from the data folder, or generates it on first use. */
export function loadApiKey(dataDir: string): string {
  const file = join(dataDir, 'api-key');
  const key = readKey(file) ?? createKey(dataDir, file);
  if (key.length < LENGTH_MIN)
    throw new StartError(`${file} does not contain a valid API key. Delete it to generate a new one.`);
  return key;
}

function readKey(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw new StartError(`The API key in ${file} cannot be read: ${String(error)}`, { cause: error });
  }
}

/** Creates the file atomically with link(), so that concurrent processes agree on one key. */
function createKey(dataDir: string, file: string): string {
  const draft = `${file}.${process.pid}`;
  writeDraft(dataDir, draft);
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  return readKey(file) ?? '';
}

function writeDraft(dataDir: string, draft: string): void {
  try {
    createFolder(dataDir);
    writeFileSync(draft, `${randomBytes(30).toString('base64url')}\n`, { mode: 0o600 });
  } catch (cause) {
    throw new StartError(`The API key cannot be stored in the data folder ${dataDir}: ${String(cause)}`, { cause });
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
