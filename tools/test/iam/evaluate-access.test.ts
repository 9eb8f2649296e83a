import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isAllowed, type Policies } from '#tools/iam/evaluate-access.ts';
import { parseStatements } from '#tools/iam/policy-statements.ts';
import type { Fields } from '#tools/lib/json.ts';

const role = 'arn:aws:iam::123456789012:role/deploy';
const table = 'arn:aws:dynamodb:eu-west-1:123456789012:table/customer_ids_dev';
const policy = (...statements: readonly Fields[]) => parseStatements({ Statement: statements });
const allow = (fields: Fields = {}): Fields => ({ Effect: 'Allow', Action: '*', Resource: '*', ...fields });
const deny = (fields: Fields = {}): Fields => ({ ...allow(fields), Effect: 'Deny' });

const decide = (policies: Policies, context?: Readonly<Record<string, string>>) =>
  isAllowed(policies, {
    principal: role,
    action: 'dynamodb:DeleteTable',
    resource: table,
    ...(context && { context }),
  });
const byCondition = (Condition: Fields, context: Readonly<Record<string, string>> = {}) =>
  decide({ identity: policy(allow({ Condition })) }, context);

describe('the policy evaluator', () => {
  it('denies what no policy allows', () => {
    expect(decide({ identity: [] })).to.equal(false);
    expect(decide({ identity: policy(allow({ Action: 'dynamodb:Describe*' })) })).to.equal(false);
    expect(decide({ identity: policy(allow({ Resource: `${table}2` })) })).to.equal(false);
  });

  it('lets an explicit deny in any policy override every allow', () => {
    expect(decide({ identity: policy(allow(), deny()) })).to.equal(false);
    expect(decide({ identity: policy(allow()), boundary: policy(allow(), deny()) })).to.equal(false);
    expect(decide({ identity: policy(allow()), resource: policy(deny({ Principal: '*' })) })).to.equal(false);
  });

  it('requires the boundary to allow what an identity or resource policy allows', () => {
    const bounded = policy(allow({ Action: 'logs:*' }));

    expect(decide({ identity: policy(allow()), boundary: bounded })).to.equal(false);
    expect(decide({ identity: [], boundary: policy(allow()) })).to.equal(false);
    expect(decide({ identity: policy(allow()), boundary: policy(allow()) })).to.equal(true);
  });

  it('applies a resource policy only to its principals', () => {
    const grant = (principal: string) => ({ identity: [], resource: policy(allow({ Principal: { AWS: principal } })) });

    expect(decide(grant(role))).to.equal(true);
    expect(decide(grant('*'))).to.equal(true);
    expect(decide(grant(`${role}2`))).to.equal(false);
  });

  it('matches actions without case, and wildcards within one part of an ARN', () => {
    expect(decide({ identity: policy(allow({ Action: 'DynamoDB:delete*' })) })).to.equal(true);
    expect(decide({ identity: policy(allow({ Resource: 'arn:aws:dynamodb:*:table/*' })) })).to.equal(false);
    expect(decide({ identity: policy(allow({ Resource: 'arn:aws:dynamodb:*:*:table/customer_ids_de?' })) })).to.equal(
      true,
    );
  });

  it('reads NotAction and NotResource as everything else', () => {
    const { Action: _, ...anyAction } = allow({ NotAction: 'dynamodb:*' });
    const { Resource: __, ...anyResource } = allow({ NotResource: table });

    expect(decide({ identity: policy(anyAction) })).to.equal(false);
    expect(decide({ identity: policy(anyResource) })).to.equal(false);
    expect(decide({ identity: policy({ ...anyResource, NotResource: `${table}2` }) })).to.equal(true);
  });

  it('fails a positive condition and passes a negated one when the key is missing', () => {
    const tag = { 'aws:ResourceTag/Environment': 'dev' };
    const of = (environment: string) => ({ 'aws:ResourceTag/Environment': environment });

    const results = (operator: string) =>
      [undefined, of('dev'), of('prod')].map((context) => byCondition({ [operator]: tag }, context));
    expect(results('StringEquals')).to.deep.equal([false, true, false]);
    expect(results('StringEqualsIfExists')).to.deep.equal([true, true, false]);
    expect(results('StringNotEquals')).to.deep.equal([true, false, true]);
    expect(byCondition({ Null: { 'aws:ResourceTag/Environment': 'true' } })).to.equal(true);
    expect(byCondition({ Null: { 'aws:ResourceTag/Environment': 'false' } }, of('prod'))).to.equal(true);
    expect(byCondition({ Null: { 'aws:ResourceTag/Environment': 'false' } })).to.equal(false);
  });

  it('compares ARN conditions by part, and knows the principal', () => {
    expect(byCondition({ ArnLike: { 'aws:principalarn': 'arn:aws:iam::*:role/dep*' } })).to.equal(true);
    expect(byCondition({ ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::999999999999:role/deploy' } })).to.equal(false);
    expect(byCondition({ ArnNotEquals: { 'aws:PrincipalArn': [role, 'arn:aws:iam::1:role/x'] } })).to.equal(false);
    expect(byCondition({ Bool: { 'aws:SecureTransport': 'false' } })).to.equal(false);
  });

  it('requires all conditions of a statement', () => {
    const both = { StringEquals: { a: '1', b: '2' } };

    expect(byCondition(both, { a: '1', b: '2' })).to.equal(true);
    expect(byCondition(both, { a: '1', b: '3' })).to.equal(false);
  });

  it('rejects operators, members and variables that it does not evaluate', () => {
    expect(() => policy(allow({ Condition: { DateLessThan: { a: '1' } } }))).to.throw(/DateLessThan is not evaluated/);
    expect(() => policy(allow({ Sid2: 'x' }))).to.throw(/"Sid2" is not evaluated/);
    expect(() => policy(allow({ Resource: ['arn:aws:s3:::', '{aws:username}'].join('$') }))).to.throw(/variables/);
  });
});
