// make api-key: prints the value of the newest API key, or changes which keys there are.

import { keyValue, newestKey } from './deploy/api-keys.ts';
import { ask } from './deploy/ask.ts';
import { awsCommand } from './deploy/aws-command.ts';
import { openEnvironment } from './deploy/environment.ts';
import { retireKeys, rotateKey } from './deploy/rotate-keys.ts';
import { initialise, outputsOf, textOutput } from './deploy/terraform-commands.ts';
import { runCommand } from './obstacle.ts';

runCommand(async () => {
  const { ENV = 'local', ROTATE, RETIRE } = process.env;
  if (ENV === 'local' && !ROTATE && !RETIRE) {
    await import('#local/print-api-key.ts');
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
