import { expect } from 'chai';
import { describe, it } from 'mocha';
import { planned, planOf } from '#support/tools/plan.ts';
import type { Fields } from '#tools/lib/json.ts';
import { reviewPlan } from '#tools/review/review-plan.ts';

const warnings = (...resources: readonly Fields[]) =>
  reviewPlan(planOf(...resources))
    .split('\n')
    .filter((line) => line.startsWith('- **Loss:**') || line.startsWith('- **Exposure:**'))
    .map((line) => line.replace('- **', '').replace(':**', ':'));

const policy = (...statements: readonly Fields[]) => JSON.stringify({ Statement: statements });

describe('plan review warnings', () => {
  for (const [type, lost] of [
    ['aws_dynamodb_table', 'every item in it'],
    ['aws_s3_bucket', 'every object in it'],
    ['aws_kms_key', 'all data encrypted with it'],
    ['aws_cloudwatch_log_group', 'every event in it'],
    ['aws_cloudwatch_event_archive', 'every archived event'],
  ] as const) {
    it(`warns when ${type} is destroyed or replaced`, () => {
      const destroyed = planned(type, { before: { name: 'a' } });
      const replaced = planned(type, { before: { name: 'a' }, after: { name: 'b' }, replacedFor: ['name'] });

      expect(warnings(destroyed)).to.deep.equal([`Loss: \`${type}.this\` is destroyed: ${lost} is lost.`]);
      expect(warnings(replaced)).to.deep.equal([`Loss: \`${type}.this\` is replaced: ${lost} is lost.`]);
    });
  }

  it('warns when data protection is removed, but not when it is added', () => {
    const guarded = { deletion_protection_enabled: true, point_in_time_recovery: [{ enabled: true }] };
    const bare = { deletion_protection_enabled: false, point_in_time_recovery: [{ enabled: false }] };

    expect(warnings(planned('aws_dynamodb_table', { before: guarded, after: bare }))).to.deep.equal([
      'Loss: `aws_dynamodb_table.this` loses its deletion protection.',
      'Loss: `aws_dynamodb_table.this` loses its point-in-time recovery.',
    ]);
    expect(warnings(planned('aws_dynamodb_table', { before: bare, after: guarded }))).to.deep.equal([]);
  });

  it('warns when log retention gets shorter, but not when it gets longer or unlimited', () => {
    const change = (before: number, after: number) =>
      warnings(
        planned('aws_cloudwatch_log_group', {
          before: { retention_in_days: before },
          after: { retention_in_days: after },
        }),
      );

    const warning = 'Loss: `aws_cloudwatch_log_group.this` gets a shorter retention, and older log events are deleted.';
    expect(change(365, 30)).to.deep.equal([warning]);
    expect(change(0, 30)).to.deep.equal([warning]);
    expect(change(30, 0)).to.deep.equal([]);
    expect(change(30, 365)).to.deep.equal([]);
  });

  it('warns when a bucket may become public', () => {
    const block = {
      block_public_acls: true,
      block_public_policy: false,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    };

    expect(warnings(planned('aws_s3_bucket_public_access_block', { after: block }))).to.deep.equal([
      'Exposure: `aws_s3_bucket_public_access_block.this` leaves `block_public_policy` off: its bucket may become public.',
    ]);
    expect(warnings(planned('aws_s3_bucket_public_access_block', { before: block }))).to.deep.equal([
      'Exposure: `aws_s3_bucket_public_access_block.this` is destroyed: its bucket may become public.',
    ]);
    expect(warnings(planned('aws_s3_bucket_acl', { after: { acl: 'public-read' } }))).to.deep.equal([
      'Exposure: `aws_s3_bucket_acl.this` makes its bucket public with the ACL `public-read`.',
    ]);
  });

  it('warns when a policy allows everyone, but not when it denies everyone', () => {
    const insecure = { Bool: { 'aws:SecureTransport': 'false' } };
    const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:bucket', Condition: insecure };
    const allow = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 's3:GetObject', Resource: 'arn:bucket/*' };

    expect(warnings(planned('aws_s3_bucket_policy', { after: { policy: policy(deny) } }))).to.deep.equal([]);
    expect(warnings(planned('aws_s3_bucket_policy', { after: { policy: policy(deny, allow) } }))).to.deep.equal([
      'Exposure: `aws_s3_bucket_policy.this` lets everyone do `s3:GetObject`.',
    ]);
  });

  it('warns when the conditions of a public policy do not restrict it to known callers', () => {
    const role = 'arn:aws:iam::123456789012:role/get-customer-id';
    const key = (Condition: Fields) =>
      warnings(
        planned('aws_kms_key', {
          after: {
            policy: policy({ Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*', Condition }),
          },
        }),
      );
    const warning = (condition: string) => [
      `Exposure: \`aws_kms_key.this\` lets everyone do \`kms:Decrypt\` if ${condition}.`,
    ];

    expect(key({ ArnEquals: { 'aws:PrincipalArn': [role] } })).to.deep.equal([]);
    expect(key({ ArnEquals: { 'aws:PrincipalArn': [role, '*'] } })).to.deep.equal(
      warning(`\`aws:PrincipalArn\` ArnEquals \`${role}\` or \`*\``),
    );
    expect(key({ StringNotEquals: { 'aws:PrincipalArn': role } })).to.deep.equal(
      warning(`\`aws:PrincipalArn\` StringNotEquals \`${role}\``),
    );
    expect(key({ StringEquals: { 'kms:ViaService': 'dynamodb.eu-west-1.amazonaws.com' } })).to.deep.equal(
      warning('`kms:ViaService` StringEquals `dynamodb.eu-west-1.amazonaws.com`'),
    );
  });

  it('warns when any source can invoke a function', () => {
    const permission = { principal: 'apigateway.amazonaws.com', function_name: 'a', source_arn: 'arn:api' };
    const { source_arn, ...unbound } = permission;

    expect(warnings(planned('aws_lambda_permission', { after: permission }))).to.deep.equal([]);
    expect(warnings(planned('aws_lambda_permission', { after: unbound, unknown: { source_arn: true } }))).to.deep.equal(
      [],
    );
    expect(warnings(planned('aws_lambda_permission', { after: unbound }))).to.deep.equal([
      'Exposure: `aws_lambda_permission.this` lets `apigateway.amazonaws.com` invoke its function from any source.',
    ]);
    expect(warnings(planned('aws_lambda_function_url', { after: { authorization_type: 'NONE' } }))).to.deep.equal([
      'Exposure: `aws_lambda_function_url.this` lets everyone invoke its function over the internet.',
    ]);
  });

  it('warns when a role policy uses a wildcard where a name is possible', () => {
    const table = 'arn:aws:dynamodb:eu-west-1:123456789012:table/customer_ids_dev';
    const allow = (Action: string, Resource: string) => ({ Effect: 'Allow', Action, Resource });
    const role = (statement: Fields) =>
      warnings(planned('aws_iam_role_policy', { after: { policy: policy(statement) } }));

    expect(role(allow('dynamodb:GetItem', table))).to.deep.equal([]);
    expect(role(allow('xray:PutTraceSegments', '*'))).to.deep.equal([]);
    expect(role(allow('dynamodb:*', table))).to.deep.equal([
      'Exposure: `aws_iam_role_policy.this` allows actions by wildcard: `dynamodb:*`.',
    ]);
    expect(role(allow('dynamodb:GetItem', '*'))).to.deep.equal([
      'Exposure: `aws_iam_role_policy.this` allows `dynamodb:GetItem` on `*`.',
    ]);
    expect(role(allow('dynamodb:GetItem', table.replace('customer_ids_dev', '*')))).to.deep.equal([
      'Exposure: `aws_iam_role_policy.this` allows `dynamodb:GetItem` on `arn:aws:dynamodb:eu-west-1:123456789012:table/*`.',
    ]);
    expect(role({ Effect: 'Allow', NotAction: 'iam:*', Resource: table })).to.deep.equal([
      'Exposure: `aws_iam_role_policy.this` allows everything except what `NotAction` lists.',
    ]);
  });

  it('warns when the routes cannot be reviewed', () => {
    expect(
      warnings(planned('aws_api_gateway_rest_api', { after: { name: 'a' }, unknown: { body: true } })),
    ).to.deep.equal([
      'Exposure: `aws_api_gateway_rest_api.this` has routes that cannot be reviewed, because its body is known only after apply.',
    ]);
  });
});
