// make plan: prints a review of what a deploy would change.
import { relative } from 'node:path';
import { runCommand } from '#tools/lib/user-error.ts';
import { openEnvironment } from './environment.ts';
import { checkMachine } from './run-preflight.ts';
import { initialise, makePlan } from './terraform-commands.ts';

runCommand(async () => {
  const environment = openEnvironment(process.env['ENV']);
  await checkMachine(environment.name);
  process.stdout.write(`Reading the current state of ${environment.name}.\n\n`);
  initialise(environment);
  // This plan is never applied, so it needs no lock, and a read-only role suffices.
  const { review } = makePlan(environment, ['-lock=false']);
  process.stdout.write(`${review}\nSaved as ${relative(process.cwd(), environment.reviewFile)}.\n`);
});
