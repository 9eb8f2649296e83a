// Connects commands to the local AWS that `make start` runs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonReader } from './json-reader.ts';
import { readLocalSettings } from './local-settings.ts';
import { readStack, type Stack } from './stack.ts';
import { UserError } from './user-error.ts';

interface LocalAws {
  readonly stack: Stack;
  /** Configuration for any AWS SDK client. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}

export function openLocalAws(environment: NodeJS.ProcessEnv): LocalAws {
  const stack = readStack();
  const { awsPort } = readLocalSettings(environment);
  const endpoint = environment['AWS_ENDPOINT_URL'] ?? `http://127.0.0.1:${awsPort}`;
  const credentials = { accessKeyId: 'developer', secretAccessKey: 'developer' };
  return { stack, client: { endpoint, region: stack.region, credentials } };
}

/** Explains a refused connection: the local AWS is not running. */
export async function requireRunning<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED')) throw cause;
    throw new UserError('The local AWS is not running. Start it with `make start`.', { cause });
  }
}

/** The key of a client, by default of the first one that may write. `make start` stores one for each client in CLIENTS. */
export function readLocalApiKey(environment: NodeJS.ProcessEnv, client?: string): string {
  const file = join(readLocalSettings(environment).dataFolder, 'api-keys.json');
  const keys = parseKeys(file);
  const key = client
    ? keys.find((each) => each.text('name') === client)
    : (keys.find((each) => each.text('access') === 'write') ?? keys[0]);
  if (key) return key.text('value');
  const names = keys.map((each) => each.text('name')).join(', ');
  throw new UserError(
    `The local AWS has no client ${client}, only ${names}. Add it to CLIENTS in .env, for example CLIENTS=page:write,${client}:read, and restart \`make start\`.`,
  );
}

function parseKeys(file: string): readonly JsonReader[] {
  try {
    return new JsonReader({ keys: JSON.parse(readFileSync(file, 'utf8')) }, file).blocks('keys');
  } catch (cause) {
    throw new UserError(`${file} cannot be read. Run \`make start\`, which creates the local API keys.`, { cause });
  }
}
