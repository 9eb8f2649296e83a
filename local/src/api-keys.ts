import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from './clients.ts';
import { createFolder } from './create-folder.ts';
import { JsonReader } from './json-reader.ts';
import { StartError } from './start-error.ts';

export interface ApiKey extends Client {
  /** Ten characters that change with the value, as on AWS. */
  readonly id: string;
  readonly value: string;
}

type StoredKey = Omit<ApiKey, 'id'>;

export const apiKeysFile = (dataDir: string): string => join(dataDir, 'api-keys.json');

/** The only key of an earlier release. It names no client, so it cannot be used any more. */
export const earlierKeyFile = (dataDir: string): string => join(dataDir, 'api-key');

/** Returns a key for each client, in the order of CLIENTS. Generates missing keys, and deletes those of other clients. */
export function loadApiKeys(dataDir: string, clients: readonly Client[], log: (line: string) => void) {
  const file = apiKeysFile(dataDir);
  const stored = readValues(file);
  const keys = clients.map(
    (client): StoredKey => ({
      ...client,
      value: stored.find((value) => isKeyOf(client, value)) ?? generateKey(client),
    }),
  );
  storeKeys(dataDir, file, keys);
  const earlier = earlierKeyFile(dataDir);
  if (existsSync(earlier)) {
    rmSync(earlier);
    log('This folder had a key of an earlier release, which names no client. It was replaced; the data are unchanged.');
  }
  return keys.map((key): ApiKey => ({ ...key, id: toKeyId(key.value) }));
}

/** A key of a client whose access has changed is replaced, as Terraform does. */
function isKeyOf(client: Client, value: string): boolean {
  const prefix = toPrefix(client);
  return value.startsWith(prefix) && /^[0-9a-f]{32}$/.test(value.slice(prefix.length));
}

const generateKey = (client: Client): string => `${toPrefix(client)}${randomBytes(16).toString('hex')}`;

const toPrefix = ({ name, access }: Client): string =>
  `cid${access === 'read' ? 'r' : 'w'}${String(name.length).padStart(2, '0')}${name}`;

const toKeyId = (value: string): string => createHash('sha256').update(value).digest('hex').slice(0, 10);

function readValues(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  try {
    const keys = JSON.parse(readFileSync(file, 'utf8'));
    return new JsonReader({ keys }, file).blocks('keys').map((key) => key.text('value'));
  } catch (cause) {
    throw new StartError(`The API keys in ${file} cannot be read. Delete the file to generate new ones.`, { cause });
  }
}

/** Replaces the file atomically. Only the holder of the data folder's lock writes it. */
function storeKeys(dataDir: string, file: string, keys: readonly StoredKey[]): void {
  const draft = `${file}.${process.pid}`;
  try {
    createFolder(dataDir);
    writeFileSync(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, file);
  } catch (cause) {
    throw new StartError(`The API keys cannot be stored in the data folder ${dataDir}: ${String(cause)}`, { cause });
  }
}
