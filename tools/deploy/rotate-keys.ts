// Changes the API keys that the next deploy creates or deletes. They are listed in a file that is committed and reviewed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type Fields, fieldsOf, isFields, listOf, parseJson } from '#tools/lib/json.ts';
import { UserError } from '#tools/lib/user-error.ts';
import { type ApiKey, listApiKeys, newestKey } from './api-keys.ts';
import { type AwsCommand, readAwsJson } from './aws-command.ts';
import type { Confirm } from './confirm.ts';
import type { Environment } from './environment.ts';

type Print = (line: string) => void;

interface RetireDeps {
  readonly aws: AwsCommand;
  readonly confirm: Confirm;
  readonly print: Print;
}

/** The keys of one client in an environment. */
interface ClientKeys {
  readonly environment: Environment;
  readonly client: string;
  readonly outputs: Fields;
}

const makeCommand = (command: string, { environment, client }: ClientKeys): string =>
  `make ${command} ENV=${environment.name} CLIENT=${client}`;

/** Adds a second key of a client. Both are valid until the first is retired. */
export function rotateKey(keys: ClientKeys, print: Print): void {
  const { environment, client, outputs } = keys;
  const { generation } = newestKey(outputs, client);
  if (listApiKeys(outputs, client).length > 1) {
    throw new UserError(
      `Two keys of ${client} are already valid. Retire the older one first: ${makeCommand('api-key', keys)} RETIRE=1`,
    );
  }
  saveGenerations(keys, [generation, generation + 1], print);
  print(`Run make deploy ENV=${environment.name} to create the second key, then ${makeCommand('-s api-key', keys)}`);
  print(`to print it. When ${client} no longer uses the first key, run ${makeCommand('api-key', keys)} RETIRE=1.`);
}

/** Keeps only the newest key of a client. The next deploy deletes the others. */
export async function retireKeys(keys: ClientKeys, { aws, confirm, print }: RetireDeps): Promise<void> {
  const { environment, client, outputs } = keys;
  const newest = newestKey(outputs, client);
  const older = listApiKeys(outputs, client).slice(0, -1);
  if (older.length === 0)
    throw new UserError(
      `Only one key of ${client} is valid. Add another first: ${makeCommand('api-key', keys)} ROTATE=1`,
    );
  const usagePlanId = String(fieldsOf(outputs['usage_plan_ids'])[client]);
  for (const key of older) {
    const requests = countRequestsSinceYesterday(aws, usagePlanId, key);
    print(`Key ${key.generation} of ${client} (${key.id}) was used for ${requests} requests since yesterday (UTC).`);
  }
  await confirm('Programs that still use it will be rejected.', 'yes');
  saveGenerations(keys, [newest.generation], print);
  print(`Run make deploy ENV=${environment.name} to delete it.`);
}

/** Replaces all keys of a client without an overlap, for example after a leak. */
export async function replaceKeys(keys: ClientKeys, { confirm, print }: Omit<RetireDeps, 'aws'>): Promise<void> {
  const { environment, client, outputs } = keys;
  const { generation } = newestKey(outputs, client);
  await confirm(`The next deploy deletes every key of ${client}. It is rejected until it has the new one.`, 'yes');
  saveGenerations(keys, [generation + 1], print);
  print(`Run make deploy ENV=${environment.name}, then ${makeCommand('-s api-key', keys)} to print the new key.`);
}

/** Changes the generations of one client; those of the others stay. */
function saveGenerations({ environment, client }: ClientKeys, generations: readonly number[], print: Print): void {
  const { keysFile } = environment;
  const all = { ...readGenerations(keysFile), [client]: generations };
  writeFileSync(keysFile, `${JSON.stringify({ api_key_generations: all }, null, 2)}\n`);
  const file = relative(process.cwd(), keysFile);
  print(`${file} now lists the key generations ${JSON.stringify(generations)} of ${client}. Commit it.`);
}

function readGenerations(keysFile: string): Fields {
  if (!existsSync(keysFile)) return {};
  const generations = fieldsOf(parseJson(readFileSync(keysFile, 'utf8')))['api_key_generations'];
  if (isFields(generations)) return generations;
  throw new UserError(`${keysFile} does not list key generations by client. Restore it from Git.`);
}

const dayMillis = 86_400_000;

/** AWS reports usage per day, each as [used, remaining]. */
function countRequestsSinceYesterday(aws: AwsCommand, usagePlanId: string, { id }: ApiKey): number {
  const day = (millis: number) => new Date(millis).toISOString().slice(0, 10);
  const now = Date.now();
  const span = ['--start-date', day(now - dayMillis), '--end-date', day(now)];
  const usage = readAwsJson(aws, 'apigateway', 'get-usage', '--usage-plan-id', usagePlanId, '--key-id', id, ...span);
  const days = listOf(fieldsOf(fieldsOf(usage)['items'])[id]);
  return days.map((used) => Number(listOf(used)[0])).reduce((sum, used) => sum + used, 0);
}
