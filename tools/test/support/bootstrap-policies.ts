// The policies of infra/bootstrap as Terraform renders them for dev, with a mocked provider.
import { join } from 'node:path';
import { type Fields, isFields, parseJson } from '#tools/lib/json.ts';
import { infraFolder } from '#tools/lib/paths.ts';
import { type ResourceChange, testMessages } from '#tools/lib/terraform.ts';

export const bootstrapFolder = join(infraFolder, 'bootstrap');

/** Policy documents by role. */
export interface BootstrapPolicies {
  readonly deploy: readonly Fields[];
  readonly plan: readonly Fields[];
  readonly deploymentBoundary: Fields;
  readonly workloadBoundary: Fields;
  readonly stateBucket: Fields;
}

export async function renderBootstrap(): Promise<BootstrapPolicies> {
  const changes = await planBootstrap();
  const policyAt = (address: string): Fields => {
    const policy = parseJson(String(changes.find((change) => change.address === address)?.change.after['policy']));
    if (!isFields(policy)) throw new Error(`The plan of infra/bootstrap has no policy at ${address}.`);
    return policy;
  };
  const attached = (role: string) =>
    changes
      .filter(({ address }) => address.startsWith(`aws_iam_role_policy_attachment.this["${role}/`))
      .map(({ address }) => policyAt(`aws_iam_policy.this["${address.slice(address.indexOf('/') + 1)}`));
  return {
    deploy: attached('deploy'),
    plan: attached('plan'),
    deploymentBoundary: policyAt('aws_iam_policy.deployment_boundary'),
    workloadBoundary: policyAt('aws_iam_policy.workload_boundary'),
    stateBucket: policyAt('aws_s3_bucket_policy.state'),
  };
}

async function planBootstrap(): Promise<readonly ResourceChange[]> {
  const args = ['-verbose', '-filter=tests/policy.tftest.hcl'];
  let changes: readonly ResourceChange[] | undefined;
  for await (const { diagnostic, test_plan } of testMessages(args, bootstrapFolder)) {
    if (diagnostic?.severity === 'error') throw new Error(`${diagnostic.summary}: ${diagnostic.detail}`);
    changes ??= test_plan?.resource_changes;
  }
  if (!changes) throw new Error('terraform test produced no plan.');
  return changes;
}
