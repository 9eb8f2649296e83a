import { join } from 'node:path';
import { loadApiKey } from './api-key.ts';
import { readConfig } from './config.ts';
import { StartError } from './start-error.ts';

try {
  const { dataDir } = readConfig(join(import.meta.dirname, '../..'), process.env);
  process.stdout.write(`${loadApiKey(dataDir)}\n`);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
