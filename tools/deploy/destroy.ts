// make destroy: lists the data that will be lost, asks for the environment's name and deletes everything.

import { runCommand, UserError } from '#tools/lib/user-error.ts';
import { readVariable } from '#tools/review/plan.ts';
import { awsCommand, requireAwsAccess } from './aws-command.ts';
import { confirm } from './confirm.ts';
import { openEnvironment } from './environment.ts';
import { protectedTables, tableNames } from './protected-tables.ts';
import { applyPlan, initialise, makePlan } from './terraform-commands.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

runCommand(async () => {
  const environment = openEnvironment(process.env['ENV']);
  const { name } = environment;
  print(`Reading the current state of ${name}.\n`);
  initialise(environment);
  const { json, review } = makePlan(environment, ['-destroy']);
  print(review);
  const blocking = protectedTables(json);
  if (blocking.length > 0) {
    throw new UserError(
      `Nothing was destroyed: ${blocking.join(' and ')} has deletion protection. Remove it in two steps:\n` +
        `  1. Set deletion_protection = false in infra/environments/${name}.tfvars and run make deploy ENV=${name}.\n` +
        `  2. Run make destroy ENV=${name} again.`,
    );
  }
  const aws = awsCommand(String(readVariable(json, 'aws_region')));
  requireAwsAccess(aws);
  for (const table of tableNames(json))
    print(`${table}: about ${countItems(table)} items (AWS updates this count every six hours).`);
  await confirm(`This deletes ${name} and all of its data, without a backup.`, name);
  applyPlan(environment);
  print(`${name} is destroyed.`);

  function countItems(table: string): string {
    const query = ['--query', 'Table.ItemCount', '--output', 'text'];
    return aws(['dynamodb', 'describe-table', '--table-name', table, ...query]).trim();
  }
});
