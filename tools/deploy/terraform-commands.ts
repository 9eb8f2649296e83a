// What Terraform does for an environment. Its own account of a plan is never shown: it prints the value of a key.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Fields, fieldsOf, parseJson } from '#tools/lib/json.ts';
import { runTerraform, whyTerraformCannotRun } from '#tools/lib/terraform.ts';
import { UserError } from '#tools/lib/user-error.ts';
import { variableOf } from '#tools/review/plan.ts';
import { reviewPlan } from '#tools/review/review-plan.ts';
import type { Environment } from './environment.ts';

export interface MadePlan {
  readonly json: unknown;
  readonly review: string;
}

export function initialise({ backend, terraformEnvironment }: Environment): void {
  // A state, and a plan beside it, hold the keys in clear: what is written from here on is for its owner alone.
  process.umask(0o077);
  const obstacle = whyTerraformCannotRun(backend, terraformEnvironment);
  if (obstacle) throw new UserError(obstacle);
}

/** Plans, and keeps the plan for `applyPlan` and its review for people. */
export function makePlan(environment: Environment, options: readonly string[] = []): MadePlan {
  const { name, varFiles, planFile, reviewFile } = environment;
  mkdirSync(dirname(planFile), { recursive: true });
  // Terraform would write into an older one, as open as that was.
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
  if (variableOf(json, 'environment') !== name) {
    throw new UserError(`infra/environments/${name}.tfvars must say environment = "${name}".`);
  }
  const review = reviewPlan(json);
  writeFileSync(reviewFile, review);
  return { json, review };
}

/** Applies what was reviewed and nothing else: AWS has changed meanwhile when Terraform calls the plan stale. */
export function applyPlan(environment: Environment): void {
  const { status } = runTerraform(['apply', '-input=false', '-no-color', ...parallelism, environment.planFile], {
    env: environment.terraformEnvironment,
    stdio: 'inherit',
  });
  if (status !== 0)
    throw new UserError('Terraform stopped. What it had made is in the state: mend the cause, then do the same again.');
}

/** The outputs of what is deployed. */
export function outputsOf(environment: Environment): Fields {
  const outputs = fieldsOf(parseJson(terraform(environment, ['output', '-json'])));
  return Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, fieldsOf(output)['value']]));
}

export function textOutput(outputs: Fields, name: string): string {
  const value = outputs[name];
  if (typeof value !== 'string') {
    throw new UserError(
      `Terraform has no output ${name}: this environment is not deployed, or only in part. Run make deploy.`,
    );
  }
  return value;
}

/** Each resource is mostly waited for; AWS takes this many calls at once. */
const parallelism = ['-parallelism=20'];

function terraform(environment: Environment, args: readonly string[]): string {
  const { status, stdout, stderr } = runTerraform(args, { env: environment.terraformEnvironment });
  if (status !== 0) throw new UserError(explain(stderr));
  return stdout;
}

const explain = (stderr: string): string =>
  /No valid credential sources|InvalidClientTokenId|ExpiredToken|no EC2 IMDS role/.test(stderr)
    ? `AWS does not know you: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run aws sso login.\n${stderr}`
    : stderr;
