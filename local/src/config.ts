import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { type Client, defaultClients, parseClients } from './clients.ts';
import { parseScenario, type Scenario } from './faults/scenario.ts';
import { StartError } from './start-error.ts';

export interface Config {
  readonly port: number;
  readonly awsPort: number;
  readonly dataDir: string;
  readonly isVerbose: boolean;
  readonly clients: readonly Client[];
  /** From the file that FAULTS names. */
  readonly scenario?: Scenario;
}

const portMax = 65_535;

type Variables = Readonly<Record<string, string | undefined>>;

/** Precedence: environment, `.env` in the project root, defaults. */
export function readConfig(root: string, environment: Variables): Config {
  const variables = { ...readDotEnv(root), ...removeEmpty(environment) };
  const errors: string[] = [];
  const port = readPort('PORT', variables, 5173, errors);
  const awsPort = readAwsPort(variables, port, errors);
  if (port === awsPort && port !== 0) errors.push(`PORT and AWS_PORT must be different, but both are ${port}.`);
  const log = variables['LOG'] ?? 'info';
  if (log !== 'info' && log !== 'debug') errors.push(`LOG must be info or debug, not "${log}".`);
  const clients = parseClients(variables['CLIENTS'] ?? defaultClients, errors);
  const dataDir = variables['DATA_DIR'] ?? '.data';
  if (dataDir.startsWith('~'))
    errors.push('DATA_DIR must not begin with ~, which is not expanded here. Use the full path.');
  if (errors.length > 0) throw new StartError(errors.join('\n'));
  const faultsFile = variables['FAULTS'];
  return {
    port,
    awsPort,
    dataDir: resolve(root, dataDir),
    isVerbose: log === 'debug',
    clients,
    ...(faultsFile !== undefined && { scenario: readScenario(resolve(root, faultsFile)) }),
  };
}

function readScenario(file: string): Scenario {
  try {
    return parseScenario(readFileSync(file, 'utf8'), file);
  } catch (cause) {
    throw cause instanceof StartError ? cause : new StartError(`FAULTS: ${file} cannot be read.`, { cause });
  }
}

function readDotEnv(root: string): Variables {
  const file = join(root, '.env');
  if (!existsSync(file)) return {};
  try {
    // Windows editors write a byte order mark, which parseEnv takes for a part of the first name.
    return removeEmpty(parseEnv(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')));
  } catch (cause) {
    throw new StartError(`${file} cannot be read.`, { cause });
  }
}

/** An empty variable counts as unset. */
const removeEmpty = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''));

/** Defaults to PORT + 1. */
function readAwsPort(variables: Variables, port: number, errors: string[]): number {
  const isSet = variables['AWS_PORT'] !== undefined;
  if (!isSet && port === portMax)
    errors.push(
      `PORT is ${portMax}, so AWS_PORT (PORT + 1 by default) is out of range. Choose a lower PORT or set AWS_PORT.`,
    );
  // An invalid PORT has already been reported.
  return isSet || port < portMax ? readPort('AWS_PORT', variables, port === 0 ? 0 : port + 1, errors) : Number.NaN;
}

function readPort(name: string, variables: Variables, fallback: number, errors: string[]): number {
  const text = variables[name] ?? String(fallback);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= portMax))
    errors.push(`${name} must be a port from 1 to ${portMax}, or 0 for any free port, not "${text}".`);
  return port;
}
