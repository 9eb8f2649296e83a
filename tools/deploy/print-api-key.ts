// make api-key: prints the value of the newest API key, or changes which keys there are.

import { readLocalApiKey } from '#tools/lib/local-aws.ts';
import { runCommand } from '#tools/lib/user-error.ts';
import { keyValue, newestKey } from './api-keys.ts';
import { awsCommand } from './aws-command.ts';
import { ask } from './confirm.ts';
import { openEnvironment } from './environment.ts';
import { retireKeys, rotateKey } from './rotate-keys.ts';
import { initialise, outputsOf, textOutput } from './terraform-commands.ts';

runCommand(async () => {
  const { ENV = 'local', ROTATE, RETIRE } = process.env;
  if (ENV === 'local' && !ROTATE && !RETIRE) {
    process.stdout.write(`${readLocalApiKey(process.env)}\n`);
    return;
  }
  const environment = openEnvironment(ENV);
  initialise(environment);
  const outputs = outputsOf(environment);
  const aws = awsCommand(textOutput(outputs, 'aws_region'));
  const print = (line: string) => process.stdout.write(`${line}\n`);
  if (ROTATE) rotateKey(environment, outputs, print);
  else if (RETIRE) await retireKeys(environment, outputs, { aws, ask, print });
  else print(keyValue(aws, newestKey(outputs)));
});
