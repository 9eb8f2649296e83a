// make api-key: prints the newest API key of a client, adds a second one (ROTATE=1) or retires older ones (RETIRE=1).

import { readLocalApiKey } from '#tools/lib/local-aws.ts';
import { runCommand } from '#tools/lib/user-error.ts';
import { defaultClient, fetchKeyValue, newestKey } from './api-keys.ts';
import { awsCommand } from './aws-command.ts';
import { confirm } from './confirm.ts';
import { openEnvironment } from './environment.ts';
import { retireKeys, rotateKey } from './rotate-keys.ts';
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
  if (ROTATE) rotateKey({ environment, client, outputs }, print);
  else if (RETIRE) await retireKeys({ environment, client, outputs }, { aws, confirm, print });
  else print(fetchKeyValue(aws, newestKey(outputs, client)));
});
