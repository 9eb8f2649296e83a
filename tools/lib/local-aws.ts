// The local AWS, for the commands that work on what runs.
import { join } from 'node:path';
import { readConfig } from '#local/config.ts';
import { readStack, type Stack } from '#local/stack.ts';
import { rootFolder } from './paths.ts';
import { Obstacle } from './user-error.ts';

interface LocalServices {
  readonly stack: Stack;
  /** For any client of the AWS SDK. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}

export function localServices(environment: NodeJS.ProcessEnv): LocalServices {
  const stack = readStack(join(rootFolder, 'local/stack.json'));
  const { awsPort } = readConfig(rootFolder, environment);
  const endpoint = environment['AWS_ENDPOINT_URL'] ?? `http://127.0.0.1:${awsPort}`;
  const credentials = { accessKeyId: 'developer', secretAccessKey: 'developer' };
  return { stack, client: { endpoint, region: stack.region, credentials } };
}

/** Does what needs the local AWS, and says how to start it when it does not run. */
export async function whileItRuns<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED')) throw cause;
    throw new Obstacle('The local AWS does not run. Start it with: make start', { cause });
  }
}
