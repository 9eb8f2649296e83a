import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { StartError } from './start-error.ts';

export interface Config {
  readonly port: number;
  readonly awsPort: number;
  readonly dataDir: string;
  readonly isVerbose: boolean;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Reads the settings of this machine: the environment first, then `.env` in the project's root, then the defaults. */
export function readConfig(root: string, environment: Variables): Config {
  const variables = { ...readDotEnv(root), ...withoutEmpty(environment) };
  const faults: string[] = [];
  const port = readPort('PORT', variables, 5173, faults);
  const awsPort = readPort('AWS_PORT', variables, port === 0 ? 0 : port + 1, faults);
  if (port === awsPort && port !== 0) faults.push(`PORT and AWS_PORT must differ, and both are ${port}.`);
  const log = variables['LOG'] ?? 'info';
  if (log !== 'info' && log !== 'debug') faults.push(`LOG must be info or debug, not "${log}".`);
  if (faults.length > 0) throw new StartError(faults.join('\n'));
  return { port, awsPort, dataDir: resolve(root, variables['DATA_DIR'] ?? '.data'), isVerbose: log === 'debug' };
}

function readDotEnv(root: string): Variables {
  const file = join(root, '.env');
  if (!existsSync(file)) return {};
  try {
    return withoutEmpty(parseEnv(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new StartError(`The settings in ${file} cannot be read.`, { cause });
  }
}

/** A variable that is set to nothing counts as not set. */
const withoutEmpty = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''));

function readPort(name: string, variables: Variables, fallback: number, faults: string[]): number {
  const text = variables[name] ?? String(fallback);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) faults.push(`${name} must be a port from 1 to 65535, or 0 for any free one, not "${text}".`);
  return port;
}
