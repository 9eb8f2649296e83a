// make destroy: lists the data that will be lost, asks for the environment's name and deletes everything.

import { runCommand, UserError } from '#tools/lib/user-error.ts';
import { readCaller } from './account-facts.ts';
import { type AwsCommand, awsCommand } from './aws-command.ts';
import { confirm } from './confirm.ts';
import { type Environment, openEnvironment } from './environment.ts';
import { deletedLogRole, listOtherApis } from './gateway-log-role.ts';
import { protectedTables, tableNames } from './protected-tables.ts';
import { checkMachine } from './run-preflight.ts';
import { setManagesLogRole } from './settings.ts';
import { applyPlan, initialise, makePlan, removeFromState } from './terraform-commands.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

runCommand(async () => {
  const environment = openEnvironment(process.env['ENV']);
  const { name } = environment;
  const { region } = await checkMachine(name);
  const aws = awsCommand(region);
  readCaller(aws);
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
  const logRole = deletedLogRole(json);
  const otherApis = logRole.length > 0 ? listOtherApis(aws, name) : [];
  if (otherApis.length > 0) {
    print(`The API Gateway log role remains, because other APIs log with it: ${otherApis.join(', ')}.`);
  }
  for (const table of tableNames(json))
    print(`${table}: about ${countItems(aws, table)} items (AWS updates this count every six hours).`);
  await confirm(`This deletes ${name} and all of its data, without a backup.`, name);
  if (otherApis.length > 0) keepLogRole(environment, logRole);
  applyPlan(environment);
  print(`${name} is destroyed.`);
});

/** Leaves the role in the account, so that the other APIs continue to write logs. */
function keepLogRole(environment: Environment, addresses: readonly string[]): void {
  removeFromState(environment, addresses);
  setManagesLogRole(environment.name, false);
  print(`infra/environments/${environment.name}.tfvars now sets manage_api_gateway_account = false. Commit it.`);
  // The plan that was made before is stale.
  makePlan(environment, ['-destroy']);
}

function countItems(aws: AwsCommand, table: string): string {
  const query = ['--query', 'Table.ItemCount', '--output', 'text'];
  return aws(['dynamodb', 'describe-table', '--table-name', table, ...query]).trim();
}
