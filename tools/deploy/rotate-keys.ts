// Changes which API keys the next deploy makes or removes. A file says which, so that it is reviewed and kept like any setting.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type Fields, fieldsOf, listOf } from '#tools/lib/json.ts';
import { UserError } from '#tools/lib/user-error.ts';
import { type ApiKey, apiKeysIn, newestKey } from './api-keys.ts';
import { type AwsCommand, askJson } from './aws-command.ts';
import type { Ask } from './confirm.ts';
import type { Environment } from './environment.ts';
import { textOutput } from './terraform-commands.ts';

type Print = (line: string) => void;

interface Retiring {
  readonly aws: AwsCommand;
  readonly ask: Ask;
  readonly print: Print;
}

/** A second key beside the first: both are valid until the first is retired. */
export function rotateKey(environment: Environment, outputs: Fields, print: Print): void {
  const { generation } = newestKey(outputs);
  if (apiKeysIn(outputs).length > 1) {
    throw new UserError(
      `Two keys are valid already. First retire the older one: make api-key ENV=${environment.name} RETIRE=1`,
    );
  }
  const { name } = environment;
  keep(environment, [generation, generation + 1], print);
  print(`make deploy ENV=${name} makes the second key; make -s api-key ENV=${name} prints it then.`);
  print(`Hand it out. Once nobody uses the first: make api-key ENV=${name} RETIRE=1`);
}

/** Leaves the newest key alone. Whoever still holds another one is refused from the next deploy on. */
export async function retireKeys(
  environment: Environment,
  outputs: Fields,
  { aws, ask, print }: Retiring,
): Promise<void> {
  const { name } = environment;
  const newest = newestKey(outputs);
  const older = apiKeysIn(outputs).slice(0, -1);
  if (older.length === 0)
    throw new UserError(`Only one key is valid. First make another: make api-key ENV=${name} ROTATE=1`);
  for (const key of older) {
    const requests = requestsSinceYesterday(aws, textOutput(outputs, 'usage_plan_id'), key);
    print(`Key ${key.generation} (${key.id}) was used for ${requests} requests since yesterday (UTC).`);
  }
  await ask('Whoever still uses it will be refused.', 'yes');
  keep(environment, [newest.generation], print);
  print(`make deploy ENV=${name} removes it.`);
}

function keep({ keysFile }: Environment, generations: readonly number[], print: Print): void {
  writeFileSync(keysFile, `${JSON.stringify({ api_key_generations: generations }, null, 2)}\n`);
  print(`${relative(process.cwd(), keysFile)} now says ${JSON.stringify(generations)}: commit it.`);
}

const dayMillis = 86_400_000;

/** AWS counts by day. Each day of a key is [used, remaining]. */
function requestsSinceYesterday(aws: AwsCommand, usagePlanId: string, { id }: ApiKey): number {
  const day = (millis: number) => new Date(millis).toISOString().slice(0, 10);
  const now = Date.now();
  const span = ['--start-date', day(now - dayMillis), '--end-date', day(now)];
  const usage = askJson(aws, 'apigateway', 'get-usage', '--usage-plan-id', usagePlanId, '--key-id', id, ...span);
  const days = listOf(fieldsOf(fieldsOf(usage)['items'])[id]);
  return days.map((used) => Number(listOf(used)[0])).reduce((sum, used) => sum + used, 0);
}
