// make destroy: tells what would be lost, asks for the environment's name, and removes everything.

import { runCommand, UserError } from '#tools/lib/user-error.ts';
import { variableOf } from '#tools/review/plan.ts';
import { awsCommand, requireAwsAccess } from './aws-command.ts';
import { ask } from './confirm.ts';
import { openEnvironment } from './environment.ts';
import { protectedTables, tableNames } from './protected-tables.ts';
import { applyPlan, initialise, makePlan } from './terraform-commands.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

runCommand(async () => {
  const environment = openEnvironment(process.env['ENV']);
  const { name } = environment;
  print(`Looking at what ${environment.name} is now.\n`);
  initialise(environment);
  const { json, review } = makePlan(environment, ['-destroy']);
  print(review);
  const guarded = protectedTables(json);
  if (guarded.length > 0) {
    throw new UserError(
      `Nothing was destroyed: ${guarded.join(' and ')} may not be deleted. Removing ${name} takes two steps:\n` +
        `  1. say deletion_protection = false in infra/environments/${name}.tfvars, and make deploy ENV=${name}\n` +
        `  2. make destroy ENV=${name}`,
    );
  }
  const aws = awsCommand(String(variableOf(json, 'aws_region')));
  requireAwsAccess(aws);
  for (const table of tableNames(json))
    print(`${table}: ${itemsIn(table)} items, as AWS counted within the last six hours.`);
  await ask(`This destroys ${name}, and no copy remains here.`, name);
  applyPlan(environment);
  print(`${name} is gone.`);

  function itemsIn(table: string): string {
    const query = ['--query', 'Table.ItemCount', '--output', 'text'];
    return aws(['dynamodb', 'describe-table', '--table-name', table, ...query]).trim();
  }
});
