import { expect } from 'chai';
import { describe, it } from 'mocha';
import { planned, planOf } from '#support/tools/plan.ts';
import type { Fields } from '#tools/lib/json.ts';
import { reviewPlan } from '#tools/review/review-plan.ts';

const foreign = '999999999999';
const foreignRoot = `arn:aws:iam::${foreign}:root`;
const ownRoot = 'arn:aws:iam::123456789012:root';

const exposures = (type: string, after: Fields) =>
  reviewPlan(planOf(planned(type, { after })))
    .split('\n')
    .filter((line) => line.startsWith('- **Exposure:** '))
    .map((line) => line.replace(`- **Exposure:** \`${type}.this\` `, ''));

const policy = (statement: Fields) => JSON.stringify({ Statement: [{ Effect: 'Allow', Resource: '*', ...statement }] });

describe('the plan review warns of access outside the account', () => {
  it('when a role trusts another account', () => {
    const trust = (principal: Fields) => ({
      name: 'a',
      assume_role_policy: policy({ Action: 'sts:AssumeRole', Principal: principal }),
    });

    expect(exposures('aws_iam_role', trust({ AWS: foreignRoot }))).to.deep.equal([
      `lets \`${foreignRoot}\`, outside this account, do \`sts:AssumeRole\`.`,
    ]);
    expect(exposures('aws_iam_role', trust({ Federated: 'accounts.google.com' }))).to.have.lengthOf(1);
    expect(exposures('aws_iam_role', trust({ AWS: ownRoot }))).to.deep.equal([]);
    expect(exposures('aws_iam_role', trust({ Service: 'lambda.amazonaws.com' }))).to.deep.equal([]);
  });

  it('when a queue, a table or a function is open to another account', () => {
    const to = (account: string) => ({ policy: policy({ Action: 'a:Read', Principal: { AWS: account } }) });
    const permission = { function_name: 'a', source_arn: 'arn:aws:events:eu-west-1:123456789012:rule/a' };

    for (const type of ['aws_sqs_queue_policy', 'aws_dynamodb_resource_policy', 'aws_sns_topic_policy']) {
      expect(exposures(type, to(foreign))).to.deep.equal([`lets \`${foreign}\`, outside this account, do \`a:Read\`.`]);
      expect(exposures(type, to('123456789012'))).to.deep.equal([]);
    }
    expect(exposures('aws_lambda_permission', { ...permission, principal: foreign })).to.deep.equal([
      `lets \`${foreign}\`, outside this account, invoke its function.`,
    ]);
    const fromForeign = { ...permission, principal: 'events.amazonaws.com', source_account: foreign };
    expect(exposures('aws_lambda_permission', fromForeign)).to.have.lengthOf(1);
  });

  it('when a managed policy is attached, except the one that lets API Gateway write logs', () => {
    const attach = (name: string) =>
      exposures('aws_iam_role_policy_attachment', { role: 'a', policy_arn: `arn:aws:iam::aws:policy/${name}` });

    expect(attach('AdministratorAccess')).to.deep.equal([
      'attaches `arn:aws:iam::aws:policy/AdministratorAccess`, whose permissions are not in this review.',
    ]);
    expect(attach('service-role/AmazonAPIGatewayPushToCloudWatchLogs')).to.deep.equal([]);
  });

  it('when a role has its own managed policies', () => {
    expect(
      exposures('aws_iam_role', { name: 'a', managed_policy_arns: ['arn:aws:iam::aws:policy/PowerUserAccess'] }),
    ).to.deep.equal(['attaches `arn:aws:iam::aws:policy/PowerUserAccess`, whose permissions are not in this review.']);
    expect(exposures('aws_iam_role', { name: 'a', managed_policy_arns: [] })).to.deep.equal([]);
  });

  it('when the inline policy of a role uses a wildcard', () => {
    const inline = (Action: string) => ({ name: 'a', inline_policy: [{ name: 'all', policy: policy({ Action }) }] });

    expect(exposures('aws_iam_role', inline('*'))).to.include('allows actions by wildcard: `*`.');
    expect(exposures('aws_iam_role', inline('xray:PutTraceSegments'))).to.deep.equal([]);
  });

  it('when a KMS grant bypasses the key policy', () => {
    expect(exposures('aws_kms_grant', { grantee_principal: foreignRoot, operations: ['Decrypt'] })).to.deep.equal([
      `lets \`${foreignRoot}\` do \`Decrypt\` with its key, beside the key policy.`,
    ]);
  });

  it('when a layer is open to everyone or to another account', () => {
    const layer = (principal: string) => exposures('aws_lambda_layer_version_permission', { principal });

    expect(layer('*')).to.deep.equal(['lets `*` download its layer.']);
    expect(layer(foreign)).to.deep.equal([`lets \`${foreign}\` download its layer.`]);
    expect(layer('123456789012')).to.deep.equal([]);
  });

  it('when the only restriction of everyone is another account or an organization', () => {
    const key = (Condition: Fields) =>
      exposures('aws_kms_key', { policy: policy({ Action: 'kms:Decrypt', Principal: '*', Condition }) });

    expect(key({ StringEquals: { 'aws:PrincipalAccount': foreign } })).to.deep.equal([
      `lets everyone do \`kms:Decrypt\` if \`aws:PrincipalAccount\` StringEquals \`${foreign}\`.`,
    ]);
    expect(key({ StringEquals: { 'aws:PrincipalOrgID': 'o-abcdef1234' } })).to.have.lengthOf(1);
    expect(key({ StringEquals: { 'kms:CallerAccount': '123456789012' } })).to.deep.equal([]);
  });

  it('when a service acts for another account', () => {
    const queue = (account: string) => ({
      policy: policy({
        Action: 'sqs:SendMessage',
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:events:eu-west-1:${account}:rule/*` } },
      }),
    });

    expect(exposures('aws_sqs_queue_policy', queue(foreign))).to.have.lengthOf(1);
    expect(exposures('aws_sqs_queue_policy', queue('123456789012'))).to.deep.equal([]);
  });
});
