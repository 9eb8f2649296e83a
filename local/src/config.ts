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

const portMax = 65_535;

type Variables = Readonly<Record<string, string | undefined>>;

/** Reads the settings of this machine: the environment first, then `.env` in the project's root, then the defaults. */
export function readConfig(root: string, environment: Variables): Config {
  const variables = { ...readDotEnv(root), ...withoutEmpty(environment) };
  const faults: string[] = [];
  const port = readPort('PORT', variables, 5173, faults);
  const awsPort = readAwsPort(variables, port, faults);
  if (port === awsPort && port !== 0) faults.push(`PORT and AWS_PORT must differ, and both are ${port}.`);
  const log = variables['LOG'] ?? 'info';
  if (log !== 'info' && log !== 'debug') faults.push(`LOG must be info or debug, not "${log}".`);
  const dataDir = variables['DATA_DIR'] ?? '.data';
  if (dataDir.startsWith('~'))
    faults.push('DATA_DIR must not begin with ~, which only a shell knows: write the whole path.');
  if (faults.length > 0) throw new StartError(faults.join('\n'));
  return { port, awsPort, dataDir: resolve(root, dataDir), isVerbose: log === 'debug' };
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

/** The next one after the page's, unless it is set. */
function readAwsPort(variables: Variables, port: number, faults: string[]): number {
  const isSet = variables['AWS_PORT'] !== undefined;
  if (!isSet && port === portMax)
    faults.push(`PORT ${portMax} leaves none for AWS_PORT, which is the next: choose a lower one.`);
  // What is wrong with PORT is said already.
  return isSet || port < portMax ? readPort('AWS_PORT', variables, port === 0 ? 0 : port + 1, faults) : Number.NaN;
}

function readPort(name: string, variables: Variables, fallback: number, faults: string[]): number {
  const text = variables[name] ?? String(fallback);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= portMax))
    faults.push(`${name} must be a port from 1 to ${portMax}, or 0 for any free one, not "${text}".`);
  return port;
}
