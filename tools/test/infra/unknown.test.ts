import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { type HclBlock, nested, readHcl } from '#tools/lib/hcl.ts';
import { fieldsOf, listOf } from '#tools/lib/json.ts';
import { prepareTerraform, type ResourceChange } from '#tools/lib/terraform.ts';
import { planEnvironment } from '#tools/stack/stack.ts';

/** The attributes that are known only after apply. A plan shows all others. */
const expected = {
  'the id of the API': [
    'aws_api_gateway_deployment.this: rest_api_id',
    'aws_api_gateway_method_settings.all: rest_api_id',
    'aws_api_gateway_method_settings.bulk_lookups: rest_api_id',
    'aws_api_gateway_method_settings.open: rest_api_id',
    'aws_api_gateway_stage.this: rest_api_id',
    'aws_api_gateway_usage_plan.this: api_stages.api_id',
    'aws_cloudfront_distribution.this: origin.domain_name',
    'aws_cloudwatch_log_group.execution: name',
    'aws_lambda_permission.operation: source_arn',
    'aws_wafv2_web_acl_association.api: resource_arn',
  ],
  'the random part of an API key': ['aws_api_gateway_api_key.this: value'],
  'other ids of API Gateway': [
    'aws_api_gateway_stage.this: client_certificate_id',
    'aws_api_gateway_stage.this: deployment_id',
    'aws_api_gateway_usage_plan_key.this: key_id',
    'aws_api_gateway_usage_plan_key.this: usage_plan_id',
  ],
  'the id of the distribution': [
    'aws_cloudwatch_log_delivery_source.this: resource_arn',
    'aws_s3_bucket_policy.this: policy',
  ],
  'other ids of CloudFront': [
    'aws_cloudfront_distribution.this: default_cache_behavior.response_headers_policy_id',
    'aws_cloudfront_distribution.this: origin.origin_access_control_id',
    'aws_cloudfront_distribution.this: web_acl_id',
  ],
  'the id of a firewall': [
    'aws_wafv2_web_acl_association.api: web_acl_arn',
    'aws_wafv2_web_acl_logging_configuration.this: resource_arn',
  ],
  'the id of the key': [
    'aws_cloudwatch_log_group.access: kms_key_id',
    'aws_cloudwatch_log_group.execution: kms_key_id',
    'aws_cloudwatch_log_group.this: kms_key_id',
    'aws_cloudwatch_log_group.workflow: kms_key_id',
    'aws_dynamodb_table.customer_ids: server_side_encryption.kms_key_arn',
    'aws_dynamodb_table.submissions: server_side_encryption.kms_key_arn',
    'aws_kms_alias.this: target_key_id',
    'aws_lambda_function.this: kms_key_arn',
    'aws_s3_bucket_server_side_encryption_configuration.this: rule.apply_server_side_encryption_by_default.kms_master_key_id',
    'aws_sns_topic.alarms: kms_master_key_id',
    'aws_sqs_queue.dead_letters: kms_master_key_id',
    'aws_sqs_queue.failures: kms_master_key_id',
  ],
  'the encryption of a queue, which depends on the key': [
    'aws_sqs_queue.dead_letters: sqs_managed_sse_enabled',
    'aws_sqs_queue.failures: sqs_managed_sse_enabled',
  ],
  'the number of a version': ['aws_lambda_alias.live: function_version'],
  'the address of a queue': [
    'aws_sqs_queue_policy.dead_letters: queue_url',
    'aws_sqs_queue_policy.failures: queue_url',
  ],
};

/** The nested blocks of a name, including dynamic ones. */
const blocksIn = (body: Readonly<Record<string, unknown>>, name: string) => [
  ...nested(body, name),
  ...nested(fieldsOf(body['dynamic'] ?? {}), name).flatMap((block) => nested(block, 'content')),
];

/** The attributes that are set in a block but unknown in its plan. Attributes that AWS computes do not count. */
function findUnknown(body: Readonly<Record<string, unknown>>, unknown: unknown): readonly string[] {
  return Object.entries(fieldsOf(unknown)).flatMap(([name, value]) => {
    if (value === true) return name in body ? [name] : [];
    if (!Array.isArray(value)) return [];
    const inner = listOf(value).flatMap((each) => blocksIn(body, name).flatMap((block) => findUnknown(block, each)));
    return inner.map((path) => `${name}.${path}`);
  });
}

function listUnknown({ address, type, change }: ResourceChange, resources: readonly HclBlock[]): readonly string[] {
  const name = address
    .replaceAll(/\[[^\]]*\]/g, '')
    .split('.')
    .at(-1);
  const declared = resources.filter(({ labels }) => labels[0] === type && labels[1] === name);
  return declared.flatMap(({ body }) =>
    findUnknown(body, change.after_unknown).map((path) => `${type}.${name}: ${path}`),
  );
}

describe('a Terraform plan', function () {
  this.timeout(1_800_000);

  before(function () {
    const problem = prepareTerraform();
    if (!problem) return;
    console.log(`SKIPPED: the unknown values of a plan are not checked. ${problem}`);
    this.skip();
  });

  it('shows every value except those known only after apply', async () => {
    const resources = (await readHcl('*.tf', 'modules/*/*.tf')).filter(({ kind }) => kind === 'resource');
    const planned = (await planEnvironment('prod', 'stack')).filter(({ mode }) => mode === 'managed');

    const unknown = new Set(planned.flatMap((change) => listUnknown(change, resources)));

    expect([...unknown].sort()).to.deep.equal(Object.values(expected).flat().sort());
  });
});
