// Runs the preflight of a command, and offers the one repair that it can make.
import { UserError } from '#tools/lib/user-error.ts';
import { readAccountFacts, readMachineFacts } from './account-facts.ts';
import { type AwsCommand, awsCommand } from './aws-command.ts';
import { type Confirm, confirm } from './confirm.ts';
import { findAccountProblems, findMachineProblems, isLogRoleMissing } from './preflight.ts';
import { readSettings, type Settings, setManagesLogRole } from './settings.ts';

/** Checks everything that needs no account. */
export async function checkMachine(environment: string): Promise<Settings> {
  const settings = await readSettings(environment);
  rejectProblems(findMachineProblems(settings, readMachineFacts()));
  return settings;
}

/** Checks the machine and the account, and returns the AWS CLI for the environment's region. */
export async function checkAccount(environment: string, print: (line: string) => void): Promise<AwsCommand> {
  const settings = await checkMachine(environment);
  const aws = awsCommand(settings.region);
  const facts = readAccountFacts(aws, settings);
  print(`Deploying to ${settings.region} as ${facts.callerArn}.`);
  const accepted =
    isLogRoleMissing(facts.logRole) && !settings.managesLogRole && isInteractive()
      ? await offerLogRole(settings, { confirm, print, setManagesLogRole })
      : settings;
  rejectProblems(findAccountProblems(accepted, facts));
  return aws;
}

const isInteractive = (): boolean => process.stdin.isTTY && process.env['AUTO'] !== '1';

interface OfferDeps {
  readonly confirm: Confirm;
  readonly print: (line: string) => void;
  readonly setManagesLogRole: (environment: string, value: boolean) => void;
}

/** Asks whether the environment shall manage the log role, and changes its tfvars. */
export async function offerLogRole(settings: Settings, deps: OfferDeps): Promise<Settings> {
  await deps.confirm(
    `API Gateway cannot write logs in this account and region yet. Set manage_api_gateway_account = true in ${settings.file}?`,
    'yes',
  );
  deps.setManagesLogRole(settings.environment, true);
  deps.print(`${settings.file} now sets manage_api_gateway_account = true. Commit it.`);
  return { ...settings, managesLogRole: true };
}

function rejectProblems(problems: readonly string[]): void {
  if (problems.length > 0)
    throw new UserError(`Nothing was changed.\n${problems.map((each) => `- ${each}`).join('\n')}`);
}
