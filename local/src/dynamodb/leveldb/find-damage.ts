import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readLogFile } from './log-file.ts';
import { type LiveFiles, readLiveFiles } from './manifest-file.ts';
import { isTableIntact } from './table-file.ts';

/**
 * The first damaged file of a LevelDB folder, or undefined.
 *
 * LevelDB skips damaged log records and, unless told otherwise, does not verify the checksums of tables, so rows would
 * disappear or change silently. The end of the newest log may be torn: a kill or a power failure leaves it so.
 */
export function findDamagedFile(folder: string): string | undefined {
  const names = listFiles(folder);
  if (!names.includes('CURRENT')) {
    return names.some((name) => /\.(log|ldb|sst)$/.test(name)) ? join(folder, 'CURRENT') : undefined;
  }
  const manifest = readFileSync(join(folder, 'CURRENT'), 'utf8').trimEnd();
  if (!/^MANIFEST-\d+$/.test(manifest) || !names.includes(manifest)) return join(folder, 'CURRENT');
  const live = readManifest(join(folder, manifest));
  if (!live) return join(folder, manifest);
  const damaged = findDamagedLog(folder, names, live) ?? findDamagedTable(folder, names, live);
  return damaged && join(folder, damaged);
}

/** Undefined if the folder's contents cannot be listed because it does not exist yet. */
function listFiles(folder: string): readonly string[] {
  return statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder) : [];
}

function readManifest(file: string): LiveFiles | undefined {
  const { records, hasRecordsAfterDamage } = readLogFile(readFileSync(file));
  if (records.length === 0 || hasRecordsAfterDamage) return undefined;
  try {
    return readLiveFiles(records);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function findDamagedLog(folder: string, names: readonly string[], { logNumber }: LiveFiles): string | undefined {
  const logs = names
    .filter((name) => /^\d+\.log$/.test(name) && Number.parseInt(name, 10) >= logNumber)
    .toSorted((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10));
  const [oldest] = logs;
  // A manifest that has lost its end names a log that LevelDB has deleted since.
  const isMissing = logNumber > 0 && (!oldest || Number.parseInt(oldest, 10) !== logNumber);
  if (isMissing) return `${String(logNumber).padStart(6, '0')}.log`;
  return logs.find((name) => {
    const { isIntact, hasRecordsAfterDamage } = readLogFile(readFileSync(join(folder, name)));
    return hasRecordsAfterDamage || (!isIntact && name !== logs.at(-1));
  });
}

function findDamagedTable(folder: string, names: readonly string[], { tableSizes }: LiveFiles): string | undefined {
  for (const [number, size] of tableSizes) {
    const base = String(number).padStart(6, '0');
    const name = [`${base}.ldb`, `${base}.sst`].find((candidate) => names.includes(candidate));
    if (!name) return `${base}.ldb`;
    const bytes = readFileSync(join(folder, name));
    if (bytes.length !== size || !isTableIntact(bytes)) return name;
  }
  return undefined;
}
