// Reads the facts that the preflight checks, with the AWS CLI and Terraform of this machine.
import { fieldsOf, parseJson } from '#tools/lib/json.ts';
import { runTerraform } from '#tools/lib/terraform.ts';
import { UserError } from '#tools/lib/user-error.ts';
import { type AwsCommand, readAwsJson } from './aws-command.ts';
import type { AccountFacts, Concurrency, MachineFacts } from './preflight.ts';
import type { Settings } from './settings.ts';

export function readMachineFacts(): MachineFacts {
  const { stdout, error } = runTerraform(['version', '-json']);
  const version = error ? undefined : fieldsOf(parseJson(stdout))['terraform_version'];
  return { env: process.env, terraformVersion: version === undefined ? undefined : String(version) };
}

export function readAccountFacts(aws: AwsCommand, settings: Settings): AccountFacts {
  return {
    callerArn: readCaller(aws),
    concurrency: readIfAllowed(() => readConcurrency(aws, settings)),
    logRole: readIfAllowed(() => readLogRole(aws)),
  };
}

/** Fails unless the AWS CLI is installed and has valid credentials. */
export function readCaller(aws: AwsCommand): string {
  const version = aws(['--version']).trim();
  try {
    return String(fieldsOf(readAwsJson(aws, 'sts', 'get-caller-identity'))['Arn']);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${adviseOnCredentials(version, usesSso(aws))} (${error.message})`);
  }
}

/** Only version 2 of the AWS CLI can sign in with IAM Identity Center. */
const adviseOnCredentials = (version: string, isSso: boolean): string =>
  isSso && version.startsWith('aws-cli/1.')
    ? 'Your profile signs in with IAM Identity Center (SSO), which AWS CLI 1 cannot do. Install AWS CLI 2 and run `aws sso login`.'
    : 'No valid AWS credentials. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run `aws sso login` (AWS CLI 2).';

const usesSso = (aws: AwsCommand): boolean =>
  ['sso_session', 'sso_start_url'].some((setting) => {
    try {
      return aws(['configure', 'get', setting]).trim() !== '';
    } catch {
      return false; // The AWS CLI fails for a setting that is not set.
    }
  });

/** An environment that reserves nothing needs no quota. */
function readConcurrency(aws: AwsCommand, settings: Settings): Concurrency | undefined {
  if (Object.keys(settings.reservedConcurrency).length === 0) return undefined;
  const account = fieldsOf(readAwsJson(aws, 'lambda', 'get-account-settings'));
  const { ConcurrentExecutions, UnreservedConcurrentExecutions } = fieldsOf(account['AccountLimit']);
  const limit = Number(ConcurrentExecutions);
  const own = Object.keys(settings.reservedConcurrency).reduce(
    (sum, name) => sum + readReserved(aws, `customer-ids-${settings.environment}-${name}`),
    0,
  );
  return { limit, reservedByOthers: limit - Number(UnreservedConcurrentExecutions) - own };
}

function readReserved(aws: AwsCommand, functionName: string): number {
  const result = readIfExists(() =>
    // Prints nothing for a function without a reservation.
    aws(['lambda', 'get-function-concurrency', '--function-name', functionName, '--output', 'json']),
  );
  return Number(fieldsOf(parseJson(result ?? ''))['ReservedConcurrentExecutions'] ?? 0);
}

function readLogRole(aws: AwsCommand): AccountFacts['logRole'] {
  const arn = fieldsOf(readAwsJson(aws, 'apigateway', 'get-account'))['cloudwatchRoleArn'];
  if (typeof arn !== 'string' || arn === '') return 'unset';
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return readIfExists(() => aws(['iam', 'get-role', '--role-name', name])) === undefined ? 'deleted' : 'exists';
}

const readIfExists = <Value>(read: () => Value): Value | undefined =>
  unlessRejected(read, /NoSuchEntity|ResourceNotFoundException/);

/** The roles of the pipeline may not read every fact. */
const readIfAllowed = <Value>(read: () => Value): Value | undefined =>
  unlessRejected(read, /AccessDenied|UnauthorizedOperation|not authorized/);

function unlessRejected<Value>(read: () => Value, reason: RegExp): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError && reason.test(error.message)) return undefined;
    throw error;
  }
}
