// make plan: shows what would change in an environment, and changes nothing.
import { relative } from 'node:path';
import { openEnvironment } from './deploy/environment.ts';
import { initialise, makePlan } from './deploy/terraform-commands.ts';
import { runCommand } from './obstacle.ts';

runCommand(async () => {
  const environment = openEnvironment(process.env['ENV']);
  process.stdout.write(`Looking at what ${environment.name} is now.\n\n`);
  initialise(environment);
  // Nobody applies this plan, so a role that may only read is enough.
  const { review } = makePlan(environment, ['-lock=false']);
  process.stdout.write(`${review}\nThis review is in ${relative(process.cwd(), environment.reviewFile)}.\n`);
});
