// make api-key: prints the newest API key of a client, adds a second one (ROTATE=1), retires older ones (RETIRE=1), or replaces
// all without an overlap (both).

import { readLocalApiKey } from '#tools/lib/local-aws.ts';
import { runCommand } from '#tools/lib/user-error.ts';
import { defaultClient, fetchKeyValue, newestKey } from './api-keys.ts';
import { awsCommand } from './aws-command.ts';
import { confirm } from './confirm.ts';
import { openEnvironment } from './environment.ts';
import { replaceKeys, retireKeys, rotateKey } from './rotate-keys.ts';
import { initialise, readOutputs, textOutput } from './terraform-commands.ts';

runCommand(async () => {
  const { ENV = 'local', CLIENT, ROTATE, RETIRE } = process.env;
  if (ENV === 'local' && !ROTATE && !RETIRE) {
    process.stdout.write(`${readLocalApiKey(process.env, CLIENT)}\n`);
    return;
  }
  const environment = openEnvironment(ENV);
  initialise(environment);
  const outputs = readOutputs(environment);
  const aws = awsCommand(textOutput(outputs, 'aws_region'));
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const client = CLIENT || defaultClient;
  const keys = { environment, client, outputs };
  if (ROTATE && RETIRE) await replaceKeys(keys, { confirm, print });
  else if (ROTATE) rotateKey(keys, print);
  else if (RETIRE) await retireKeys(keys, { aws, confirm, print });
  else print(fetchKeyValue(aws, newestKey(outputs, client)));
});
