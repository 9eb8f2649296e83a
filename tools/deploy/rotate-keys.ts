// Changes the API keys that the next deploy creates or deletes. They are listed in a file that is committed and reviewed.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type Fields, fieldsOf, listOf } from '#tools/lib/json.ts';
import { UserError } from '#tools/lib/user-error.ts';
import { type ApiKey, listApiKeys, newestKey } from './api-keys.ts';
import { type AwsCommand, readAwsJson } from './aws-command.ts';
import type { Confirm } from './confirm.ts';
import type { Environment } from './environment.ts';
import { textOutput } from './terraform-commands.ts';

type Print = (line: string) => void;

interface RetireDeps {
  readonly aws: AwsCommand;
  readonly confirm: Confirm;
  readonly print: Print;
}

/** Adds a second key. Both are valid until the first is retired. */
export function rotateKey(environment: Environment, outputs: Fields, print: Print): void {
  const { generation } = newestKey(outputs);
  if (listApiKeys(outputs).length > 1) {
    throw new UserError(
      `Two keys are already valid. Retire the older one first: make api-key ENV=${environment.name} RETIRE=1`,
    );
  }
  const { name } = environment;
  saveGenerations(environment, [generation, generation + 1], print);
  print(`Run make deploy ENV=${name} to create the second key, then make -s api-key ENV=${name} to print it.`);
  print(`Give it to your clients. When none uses the first key any more, run make api-key ENV=${name} RETIRE=1.`);
}

/** Keeps only the newest key. The next deploy deletes the others. */
export async function retireKeys(
  environment: Environment,
  outputs: Fields,
  { aws, confirm, print }: RetireDeps,
): Promise<void> {
  const { name } = environment;
  const newest = newestKey(outputs);
  const older = listApiKeys(outputs).slice(0, -1);
  if (older.length === 0)
    throw new UserError(`Only one key is valid. Add another first: make api-key ENV=${name} ROTATE=1`);
  for (const key of older) {
    const requests = countRequestsSinceYesterday(aws, textOutput(outputs, 'usage_plan_id'), key);
    print(`Key ${key.generation} (${key.id}) was used for ${requests} requests since yesterday (UTC).`);
  }
  await confirm('Clients that still use it will be rejected.', 'yes');
  saveGenerations(environment, [newest.generation], print);
  print(`Run make deploy ENV=${name} to delete it.`);
}

function saveGenerations({ keysFile }: Environment, generations: readonly number[], print: Print): void {
  writeFileSync(keysFile, `${JSON.stringify({ api_key_generations: generations }, null, 2)}\n`);
  print(
    `${relative(process.cwd(), keysFile)} now lists the key generations ${JSON.stringify(generations)}. Commit it.`,
  );
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
