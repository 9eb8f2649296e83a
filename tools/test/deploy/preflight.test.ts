import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readAccountFacts, readCaller } from '#tools/deploy/account-facts.ts';
import type { AwsCommand } from '#tools/deploy/aws-command.ts';
import { type AccountFacts, findAccountProblems, findMachineProblems } from '#tools/deploy/preflight.ts';
import { readSettings, type Settings } from '#tools/deploy/settings.ts';
import { explainApplyError } from '#tools/deploy/terraform-commands.ts';
import { UserError } from '#tools/lib/user-error.ts';

const settings: Settings = {
  environment: 'dev',
  file: 'infra/environments/dev.tfvars',
  region: 'eu-west-1',
  reservedConcurrency: {},
  managesLogRole: false,
};
const machine = { env: {}, terraformVersion: '1.11.4' };
const account: AccountFacts = {
  callerArn: 'arn:aws:iam::123456789012:user/anna',
  concurrency: { limit: 1000, reservedByOthers: 0 },
  logRole: 'exists',
};
const reserving = { ...settings, reservedConcurrency: { 'put-customer-id': 50, 'get-customer-id': 50 } };

const machineProblems = (changed: Partial<Settings>, facts: Partial<typeof machine> = {}) =>
  findMachineProblems({ ...settings, ...changed }, { ...machine, ...facts });
const accountProblems = (facts: Partial<AccountFacts>, of = settings) =>
  findAccountProblems(of, { ...account, ...facts });

/** An AWS CLI that prints the text for a command, or fails with its error. */
const fakeCli =
  (responses: Readonly<Record<string, string | Error>>): AwsCommand =>
  (args) => {
    const response = responses[args.slice(0, 2).join(' ')] ?? responses[args.slice(0, 3).join(' ')];
    if (response === undefined) throw new UserError(`aws ${args.join(' ')} failed.`);
    if (response instanceof Error) throw response;
    return response;
  };

const working = {
  '--version': 'aws-cli/2.15.0 Python/3.11',
  'sts get-caller-identity': JSON.stringify({ Arn: account.callerArn }),
  'apigateway get-account': JSON.stringify({ cloudwatchRoleArn: 'arn:aws:iam::123456789012:role/service-role/logs' }),
  'iam get-role': '{}',
};

describe('the preflight of a deploy', () => {
  it('accepts dev and prod on an established account', async () => {
    for (const name of ['dev', 'prod']) {
      const real = await readSettings(name);

      expect(findMachineProblems(real, machine)).to.deep.equal([]);
      expect(findAccountProblems(real, account)).to.deep.equal([]);
    }
  });

  it('reads the region, the reserved concurrency and the log role setting from the tfvars and the defaults', async () => {
    const { region, reservedConcurrency, managesLogRole } = await readSettings('prod');

    expect({ region, managesLogRole }).to.deep.equal({ region: 'eu-west-1', managesLogRole: false });
    expect(Object.values(reservedConcurrency).reduce((sum, value) => sum + value, 0)).to.equal(300);
  });

  it('refuses a missing or old Terraform', () => {
    expect(findMachineProblems(settings, { env: {}, terraformVersion: undefined })[0]).to.match(
      /^Terraform is not installed\. Install 1\.11 or newer/,
    );
    expect(machineProblems({}, { terraformVersion: '1.9.8' })[0]).to.match(/^Terraform 1\.9\.8 is too old\. Install/);
    expect(machineProblems({}, { terraformVersion: '2.0.0' })).to.deep.equal([]);
  });

  it('refuses regions outside the commercial partition', () => {
    for (const region of ['us-gov-west-1', 'cn-north-1', 'us-iso-east-1', 'us-isob-east-1', 'eusc-de-east-1']) {
      expect(machineProblems({ region }), region).to.deep.equal([
        `aws_region in infra/environments/dev.tfvars is ${region}, where CloudFront is not available. Use a commercial region such as eu-west-1.`,
      ]);
    }
    expect(machineProblems({ region: 'ap-southeast-1' })).to.deep.equal([]);
  });

  it('refuses an AWS_REGION or AWS_DEFAULT_REGION that differs from the tfvars', () => {
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) {
      expect(machineProblems({}, { env: { [name]: 'us-east-1' } })).to.deep.equal([
        `${name} is us-east-1, but the deploy goes to eu-west-1. Unset ${name}, or set aws_region in infra/environments/dev.tfvars, which alone decides.`,
      ]);
      expect(machineProblems({}, { env: { [name]: 'eu-west-1' } })).to.deep.equal([]);
    }
  });

  it('refuses an endpoint on this machine, except in a rehearsal', () => {
    for (const url of ['http://127.0.0.1:5174', 'http://localhost:5174', 'http://[::1]:5174']) {
      const env = { AWS_ENDPOINT_URL_S3: url };

      expect(machineProblems({}, { env })).to.deep.equal([
        `AWS_ENDPOINT_URL_S3 is ${url}, which is this machine and not AWS. Unset AWS_ENDPOINT_URL_S3.`,
      ]);
      expect(machineProblems({}, { env: { ...env, REHEARSAL: '1' } })).to.deep.equal([]);
    }
    expect(machineProblems({}, { env: { AWS_ENDPOINT_URL: 'https://vpce.example.com' } })).to.deep.equal([]);
  });

  it('refuses names that exceed a limit of AWS, which no allowed environment and region reaches', () => {
    expect(machineProblems({ environment: 'twelveletter', region: 'ap-southeast-1' })).to.deep.equal([]);
    expect(machineProblems({ environment: 'a-name-that-is-too-long-by-far' })[0]).to.contain(
      'Use a shorter environment',
    );
  });

  it('refuses credentials of another partition', () => {
    expect(accountProblems({ callerArn: 'arn:aws-us-gov:iam::123456789012:user/anna' })).to.deep.equal([
      'The credentials belong to the partition aws-us-gov. Use an account of the commercial partition, aws.',
    ]);
  });

  it('refuses to reserve more concurrency than the account can spare', () => {
    expect(accountProblems({ concurrency: { limit: 10, reservedByOthers: 0 } }, reserving)).to.deep.equal([
      'reserved_concurrency in infra/environments/dev.tfvars needs 100 concurrent executions, but the account can reserve 0 of its 10. ' +
        'Request a higher quota for concurrent executions of Lambda, or set reserved_concurrency = {} until you have it.',
    ]);
    expect(accountProblems({ concurrency: { limit: 1000, reservedByOthers: 801 } }, reserving)).to.have.lengthOf(1);
    expect(accountProblems({ concurrency: { limit: 1000, reservedByOthers: 800 } }, reserving)).to.deep.equal([]);
    expect(accountProblems({ concurrency: { limit: 10, reservedByOthers: 0 } })).to.deep.equal([]);
  });

  it('refuses an account whose API Gateway log role is missing or deleted, unless the stack manages it', () => {
    const remedy = 'Set manage_api_gateway_account = true in infra/environments/dev.tfvars.';

    expect(accountProblems({ logRole: 'unset' })).to.deep.equal([
      `API Gateway has no log role in this account and region, so it cannot write logs. ${remedy}`,
    ]);
    expect(accountProblems({ logRole: 'deleted' })).to.deep.equal([
      `API Gateway names a log role that no longer exists in this account and region, so it cannot write logs. ${remedy}`,
    ]);
    expect(accountProblems({ logRole: 'deleted' }, { ...settings, managesLogRole: true })).to.deep.equal([]);
  });

  it('does not check what the caller may not read', () => {
    expect(accountProblems({ logRole: undefined, concurrency: undefined }, reserving)).to.deep.equal([]);
  });
});

describe('the facts of an account', () => {
  const notFound = new UserError('aws iam get-role failed: An error occurred (NoSuchEntity)');
  const denied = new UserError('aws iam get-role failed: An error occurred (AccessDenied)');
  const logRole = (changed: Readonly<Record<string, string | Error>>) =>
    readAccountFacts(
      fakeCli({ ...working, 'lambda get-account-settings': '{"AccountLimit":{}}', ...changed }),
      settings,
    ).logRole;

  it('tell a log role that exists from one that is only named, unset or not readable', () => {
    expect(logRole({})).to.equal('exists');
    expect(logRole({ 'iam get-role': notFound })).to.equal('deleted');
    expect(logRole({ 'apigateway get-account': '{}' })).to.equal('unset');
    expect(logRole({ 'iam get-role': denied })).to.equal(undefined);
  });

  it("leave the environment's own reservations out of those by others", () => {
    const limits = { AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 700 } };
    const responses = {
      ...working,
      'lambda get-account-settings': JSON.stringify(limits),
      'lambda get-function-concurrency': JSON.stringify({ ReservedConcurrentExecutions: 50 }),
    };

    expect(readAccountFacts(fakeCli(responses), reserving).concurrency).to.deep.equal({
      limit: 1000,
      reservedByOthers: 200,
    });
  });

  it('explain missing credentials, and that SSO needs AWS CLI 2', () => {
    const expired = { ...working, 'sts get-caller-identity': new UserError('ExpiredToken') };
    const sso = { ...expired, '--version': 'aws-cli/1.29.0 Python/3.11', 'configure get sso_session': 'acme\n' };

    expect(() => readCaller(fakeCli(expired))).to.throw(/^No valid AWS credentials\. Set AWS_PROFILE.*ExpiredToken/);
    expect(() => readCaller(fakeCli(sso))).to.throw(/Install AWS CLI 2 and run `aws sso login`/);
  });
});

describe('a failed apply', () => {
  it('explains an account that AWS has not verified for CloudFront', () => {
    const stderr =
      'Error: creating CloudFront Distribution: AccessDenied: Your account must be verified before you can add new CloudFront resources.';

    expect(explainApplyError(stderr)).to.match(/Open a case with AWS Support.*run the same command again/);
    expect(explainApplyError('Error: anything else')).to.match(/^Terraform failed\. The state records what exists/);
  });
});
