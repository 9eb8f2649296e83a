// Checks before anything is planned or created. Each problem is one sentence with its remedy.
import type { Settings } from './settings.ts';

/** Facts about this machine that a deploy depends on. */
export interface MachineFacts {
  readonly env: NodeJS.ProcessEnv;
  /** Undefined when Terraform is not installed. */
  readonly terraformVersion: string | undefined;
}

/** Facts about the account. A value that the caller may not read is undefined and not checked. */
export interface AccountFacts {
  readonly callerArn: string;
  readonly concurrency: Concurrency | undefined;
  readonly logRole: 'unset' | 'deleted' | 'exists' | undefined;
}

export interface Concurrency {
  readonly limit: number;
  /** Reserved by functions outside this environment. */
  readonly reservedByOthers: number;
}

const terraformVersionMin = [1, 11] as const;
/** S3's maximum. */
const bucketNameLengthMax = 63;
/** Lambda leaves this much of the limit, or all of a lower one, to functions without a reservation. */
const unreservedConcurrencyMin = 100;
const otherPartitions = /^(cn|us-gov|us-iso[a-z]*|eu-isoe|eusc-[a-z]+)-/;
const accountIdLength = 12;

/** Needs no AWS account. */
export function findMachineProblems(settings: Settings, { env, terraformVersion }: MachineFacts): readonly string[] {
  return [
    ...checkTerraform(terraformVersion),
    ...checkRegion(settings),
    ...checkRegionVariables(settings, env),
    ...checkEndpoints(env),
    ...checkNameLengths(settings),
  ];
}

export function findAccountProblems(settings: Settings, facts: AccountFacts): readonly string[] {
  return [
    ...checkPartition(facts.callerArn),
    ...checkConcurrency(settings, facts.concurrency),
    ...checkLogRole(settings, facts.logRole),
  ];
}

function checkTerraform(version: string | undefined): readonly string[] {
  const install = `Install ${terraformVersionMin.join('.')} or newer: https://developer.hashicorp.com/terraform/install`;
  if (version === undefined) return [`Terraform is not installed. ${install}`];
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [majorMin, minorMin] = terraformVersionMin;
  const isOld = major < majorMin || (major === majorMin && minor < minorMin);
  return isOld ? [`Terraform ${version} is too old. ${install}`] : [];
}

const checkRegion = ({ file, region }: Settings): readonly string[] =>
  otherPartitions.test(region)
    ? [
        `aws_region in ${file} is ${region}, where CloudFront is not available. Use a commercial region such as eu-west-1.`,
      ]
    : [];

const checkRegionVariables = ({ file, region }: Settings, env: NodeJS.ProcessEnv): readonly string[] =>
  ['AWS_REGION', 'AWS_DEFAULT_REGION']
    .filter((name) => env[name] && env[name] !== region)
    .map(
      (name) =>
        `${name} is ${env[name]}, but the deploy goes to ${region}. Unset ${name}, or set aws_region in ${file}, which alone decides.`,
    );

/** Only the rehearsal deploys to this machine. */
function checkEndpoints(env: NodeJS.ProcessEnv): readonly string[] {
  if (env['REHEARSAL'] === '1') return [];
  return Object.entries(env)
    .filter(([name, value = '']) => name.startsWith('AWS_ENDPOINT_URL') && isLoopback(value))
    .map(([name, value]) => `${name} is ${value}, which is this machine and not AWS. Unset ${name}.`);
}

function isLoopback(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return host === 'localhost' || host.endsWith('.localhost') || host.startsWith('127.') || host === '[::1]';
}

function checkNameLengths({ file, environment, region }: Settings): readonly string[] {
  const length = `customer-ids-${environment}-site--${region}`.length + accountIdLength;
  return length > bucketNameLengthMax
    ? [
        `The bucket names of ${environment} exceed ${bucketNameLengthMax} characters. Use a shorter environment in ${file}.`,
      ]
    : [];
}

function checkPartition(callerArn: string): readonly string[] {
  const partition = callerArn.split(':')[1];
  return partition === 'aws'
    ? []
    : [`The credentials belong to the partition ${partition}. Use an account of the commercial partition, aws.`];
}

function checkConcurrency(settings: Settings, concurrency: Concurrency | undefined): readonly string[] {
  const reserved = Object.values(settings.reservedConcurrency).reduce((sum, value) => sum + value, 0);
  if (!concurrency || reserved === 0) return [];
  const { limit, reservedByOthers } = concurrency;
  const available = limit - reservedByOthers - Math.min(limit, unreservedConcurrencyMin);
  return reserved > available
    ? [
        `reserved_concurrency in ${settings.file} needs ${reserved} concurrent executions, but the account can reserve ${Math.max(available, 0)} of its ${limit}. ` +
          'Request a higher quota for concurrent executions of Lambda, or set reserved_concurrency = {} until you have it.',
      ]
    : [];
}

function checkLogRole({ file, managesLogRole }: Settings, logRole: AccountFacts['logRole']): readonly string[] {
  if (managesLogRole || !isLogRoleMissing(logRole)) return [];
  const state = logRole === 'deleted' ? 'names a log role that no longer exists' : 'has no log role';
  return [
    `API Gateway ${state} in this account and region, so it cannot write logs. Set manage_api_gateway_account = true in ${file}.`,
  ];
}

export const isLogRoleMissing = (logRole: AccountFacts['logRole']): boolean =>
  logRole === 'unset' || logRole === 'deleted';
