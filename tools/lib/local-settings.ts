import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { rootFolder } from './paths.ts';

export interface LocalSettings {
  readonly port: number;
  readonly awsPort: number;
  readonly dataFolder: string;
}

/** Where `make start` listens and stores its data: from the environment, then `.env`, then the defaults in `.env.example`. */
export function readLocalSettings(environment: NodeJS.ProcessEnv, folder = rootFolder): LocalSettings {
  const defaults = readEnv(join(folder, '.env.example'));
  const chosen = { ...readEnv(join(folder, '.env')), ...withoutEmpty(environment) };
  const port = Number(chosen['PORT'] ?? defaults['PORT']);
  return {
    port,
    awsPort: Number(chosen['AWS_PORT'] ?? port + 1),
    dataFolder: resolve(folder, chosen['DATA_DIR'] ?? defaults['DATA_DIR'] ?? '.data'),
  };
}

const readEnv = (file: string): NodeJS.ProcessEnv =>
  existsSync(file) ? withoutEmpty(parseEnv(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))) : {};

const withoutEmpty = (variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value));
