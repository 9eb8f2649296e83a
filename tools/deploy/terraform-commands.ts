// Runs Terraform for an environment. Its own plan output is never printed, because it contains an API key.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Fields, fieldsOf, parseJson } from '#tools/lib/json.ts';
import { prepareTerraform, runTerraform } from '#tools/lib/terraform.ts';
import { UserError } from '#tools/lib/user-error.ts';
import { readVariable } from '#tools/review/plan.ts';
import { reviewPlan } from '#tools/review/review-plan.ts';
import type { Environment } from './environment.ts';

export interface ReviewedPlan {
  readonly json: unknown;
  readonly review: string;
}

export function initialise({ backend, terraformEnvironment }: Environment): void {
  // State and plan files contain API keys, so only the owner may read them.
  process.umask(0o077);
  const problem = prepareTerraform(backend, terraformEnvironment);
  if (problem) throw new UserError(problem);
}

/** Writes the plan file for `applyPlan`, and a review of it. */
export function makePlan(environment: Environment, options: readonly string[] = []): ReviewedPlan {
  const { name, varFiles, planFile, reviewFile } = environment;
  mkdirSync(dirname(planFile), { recursive: true });
  // An existing file would keep its old, possibly wider permissions.
  rmSync(planFile, { force: true });
  const files = varFiles.map((file) => `-var-file=${file}`);
  terraform(environment, [
    'plan',
    '-input=false',
    '-no-color',
    `-out=${planFile}`,
    ...parallelism,
    ...files,
    ...options,
  ]);
  const json = parseJson(terraform(environment, ['show', '-json', planFile]));
  if (readVariable(json, 'environment') !== name) {
    throw new UserError(`infra/environments/${name}.tfvars must set environment = "${name}".`);
  }
  const review = reviewPlan(json);
  writeFileSync(reviewFile, review);
  return { json, review };
}

/** Applies the reviewed plan. Terraform rejects it as stale if the state changed since. */
export function applyPlan(environment: Environment): void {
  const { status, stderr } = runTerraform(
    ['apply', '-input=false', '-no-color', ...parallelism, environment.planFile],
    {
      env: environment.terraformEnvironment,
      stdio: ['inherit', 'inherit', 'pipe'],
    },
  );
  process.stderr.write(stderr);
  if (status !== 0) throw new UserError(explainApplyError(stderr));
}

export const explainApplyError = (stderr: string): string =>
  /account must be verified/i.test(stderr)
    ? 'AWS has not verified this account for CloudFront yet. Open a case with AWS Support ("Account and billing") that ' +
      'asks to enable CloudFront, and run the same command again when it is resolved. Everything created so far remains.'
    : 'Terraform failed. The state records what exists: fix the cause and run the same command again.';

/** Terraform forgets the resources, which remain in AWS. */
export function removeFromState(environment: Environment, addresses: readonly string[]): void {
  terraform(environment, ['state', 'rm', ...addresses]);
}

export function readOutputs(environment: Environment): Fields {
  const outputs = fieldsOf(parseJson(terraform(environment, ['output', '-json'])));
  return Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, fieldsOf(output)['value']]));
}

export function textOutput(outputs: Fields, name: string): string {
  const value = outputs[name];
  if (typeof value !== 'string') {
    throw new UserError(
      `The Terraform output ${name} is missing: the environment is not fully deployed. Run \`make deploy\`.`,
    );
  }
  return value;
}

/** Most of the time is spent waiting for AWS, which accepts this many concurrent calls. */
const parallelism = ['-parallelism=20'];

function terraform(environment: Environment, args: readonly string[]): string {
  const { status, stdout, stderr } = runTerraform(args, { env: environment.terraformEnvironment });
  if (status !== 0) throw new UserError(explain(stderr));
  return stdout;
}

const explain = (stderr: string): string =>
  /No valid credential sources|InvalidClientTokenId|ExpiredToken|no EC2 IMDS role/.test(stderr)
    ? `No valid AWS credentials. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run \`aws sso login\` (AWS CLI 2).\n${stderr}`
    : stderr;
