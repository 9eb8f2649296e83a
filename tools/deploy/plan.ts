// make plan: shows what would change in an environment, and changes nothing.
import { relative } from 'node:path';
import { runCommand } from '#tools/lib/user-error.ts';
import { openEnvironment } from './environment.ts';
import { initialise, makePlan } from './terraform-commands.ts';

runCommand(async () => {
  const environment = openEnvironment(process.env['ENV']);
  process.stdout.write(`Looking at what ${environment.name} is now.\n\n`);
  initialise(environment);
  // Nobody applies this plan, so a role that may only read is enough.
  const { review } = makePlan(environment, ['-lock=false']);
  process.stdout.write(`${review}\nThis review is in ${relative(process.cwd(), environment.reviewFile)}.\n`);
});
