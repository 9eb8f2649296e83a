import { GetItemCommand, ListTablesCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { deriveCredentials } from '#local/aws/credentials.ts';
import { listGrants } from '#local/aws/grants.ts';
import { createAuthorizer } from '#local/aws/iam.ts';
import type { Permission } from '#local/aws/service.ts';
import { arnPrefix, type TemporaryDynamoDb, temporaryDynamoDb } from '#support/local/temporary-dynamo-db.ts';

const table = `${arnPrefix}:table/things`;

describe('IAM', () => {
  describe('for DynamoDB requests', () => {
    let dynamo: TemporaryDynamoDb;

    before(async () => {
      dynamo = await temporaryDynamoDb({
        resources: [
          ...createFunction('reader', [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table }]),
          ...createFunction('lister', [
            { Effect: 'Allow', Action: ['dynamodb:Query'], Resource: [`${table}/index/by_shard`] },
          ]),
        ],
      });
    });

    after(() => dynamo.stop());

    const get = new GetItemCommand({ TableName: 'things', Key: { id: { S: 'X' } } });
    const query = (IndexName?: string) =>
      new QueryCommand({
        TableName: 'things',
        ...(IndexName && { IndexName }),
        KeyConditionExpression: '#key = :key',
        ExpressionAttributeNames: { '#key': IndexName ? 'shard' : 'id' },
        ExpressionAttributeValues: { ':key': { S: '0' } },
      });

    it('allows a function what its role grants, and the developer everything', async () => {
      await dynamo.clientFor('reader').send(get);
      await dynamo.clientFor('lister').send(query('by_shard'));
      const { TableNames } = await dynamo.client.send(new ListTablesCommand());

      expect(TableNames).to.deep.equal(['things']);
    });

    it("denies anything else with AWS's message and logs function, action and resource", async () => {
      const put = new PutItemCommand({ TableName: 'things', Item: { id: { S: 'X' } } });
      const error = await dynamo
        .clientFor('reader')
        .send(put)
        .catch((error: unknown) => error);

      expect(error).to.include({
        name: 'AccessDeniedException',
        message: `User: arn:aws:sts::123456789012:assumed-role/role-of-reader/reader is not authorized to perform: dynamodb:PutItem on resource: ${table} because no identity-based policy allows the dynamodb:PutItem action`,
      });
      expect(dynamo.logged).to.deep.equal([
        `iam: access denied: reader is not allowed to dynamodb:PutItem on ${table}`,
      ]);
    });

    it('treats an index as a separate resource from its table', async () => {
      const lister = dynamo.clientFor('lister');

      const results = await Promise.allSettled([
        lister.send(query()),
        lister.send(get),
        lister.send(query('by_colour')),
      ]);

      expect(results.map((denial) => denial.status === 'rejected' && denial.reason.name)).to.deep.equal(
        Array(3).fill('AccessDeniedException'),
      );
    });

    it('does not reveal to a denied caller whether a table exists', async () => {
      const elsewhere = new GetItemCommand({ TableName: 'no-such-table', Key: { id: { S: 'X' } } });

      const failures = await Promise.allSettled([
        dynamo.clientFor('reader').send(elsewhere),
        dynamo.client.send(elsewhere),
      ]);

      expect(failures.map((failure) => failure.status === 'rejected' && failure.reason.name)).to.deep.equal([
        'AccessDeniedException',
        'ResourceNotFoundException',
      ]);
    });
  });

  it('identifies a function by its access key and treats any other key as the developer', () => {
    const { findPrincipal: principalOf } = createAuthorizer({
      resources: createFunction('reader', []),
      log: () => undefined,
    });

    expect(principalOf(deriveCredentials('reader').accessKeyId)).to.deep.equal({
      kind: 'role',
      functionName: 'reader',
      roleName: 'role-of-reader',
    });
    expect(principalOf(deriveCredentials('somebody').accessKeyId)).to.deep.equal({ kind: 'developer' });
  });

  it('lets an explicit deny override any allow', () => {
    const policy = [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 'dynamodb:Delete*', Resource: `${table}*` },
    ];

    expect(isAllowed(policy, { action: 'dynamodb:DeleteItem', resources: [table] })).to.equal(false);
    expect(isAllowed(policy, { action: 'dynamodb:GetItem', resources: [table] })).to.equal(true);
  });

  it('matches wildcards within one ARN segment and actions case-insensitively', () => {
    const allows = (Action: string, Resource: string) =>
      isAllowed([{ Effect: 'Allow', Action, Resource }], { action: 'dynamodb:GetItem', resources: [table] });

    expect(allows('DynamoDB:Get?tem', `${arnPrefix}:table/th*`)).to.equal(true);
    expect(allows('dynamodb:*', 'arn:aws:dynamodb:*:123456789012:table/things')).to.equal(true);
    expect(allows('dynamodb:Get', table)).to.equal(false);
    expect(allows('dynamodb:GetItem', 'arn:aws:*:table/things')).to.equal(false);
    expect(allows('dynamodb:GetItem', `${arnPrefix}:table/thing.`)).to.equal(false);
  });

  it('requires permission for every resource of a request', () => {
    const policy = [{ Effect: 'Allow', Action: 'dynamodb:BatchGetItem', Resource: table }];

    const grant = { action: 'dynamodb:BatchGetItem', resources: [table, `${table}-2`] };

    expect(isAllowed(policy, grant)).to.equal(false);
  });

  it('applies the conditions of a statement to every value of the request', () => {
    const bus = 'arn:aws:events:eu-central-1:123456789012:event-bus/ids';
    const allows = (context: Record<string, string[]>, Condition: object) =>
      isAllowed([{ Effect: 'Allow', Action: 'events:PutEvents', Resource: bus, Condition }], {
        action: 'events:PutEvents',
        resources: [bus],
        context,
      });
    const ours = { StringEquals: { 'events:source': 'ids.api', 'events:detail-type': ['Submitted', 'Repeated'] } };

    expect(allows({ 'events:source': ['ids.api'], 'events:detail-type': ['Repeated'] }, ours)).to.equal(true);
    expect(allows({ 'events:source': ['ids.api', 'other'], 'events:detail-type': ['Repeated'] }, ours)).to.equal(false);
    expect(allows({ 'events:source': ['ids.api'] }, ours)).to.equal(false);
    expect(allows({ 'events:source': [] }, { 'ForAllValues:StringEquals': { 'events:source': 'ids.api' } })).to.equal(
      true,
    );
    expect(allows({ 'aws:SourceArn': [bus] }, { ArnEquals: { 'aws:SourceArn': `${bus}*` } })).to.equal(true);
    expect(allows({ 'aws:SourceArn': [table] }, { ArnEquals: { 'aws:SourceArn': bus } })).to.equal(false);
  });

  it('rejects and names unsupported policy elements', () => {
    const evaluate = (statement: object) => () => isAllowed([statement], { action: 'a:B', resources: ['*'] });
    const allow = { Effect: 'Allow', Action: 'a:B', Resource: '*' };

    expect(evaluate({ ...allow, Condition: { IpAddress: { 'aws:SourceIp': '::1' } } })).to.throw(
      'IAM policy role-of-tested/own: the condition operator "IpAddress" is not emulated.',
    );
    expect(evaluate({ Effect: 'Allow', NotAction: 'a:B', Resource: '*' })).to.throw('"NotAction" is not emulated.');
    expect(evaluate({ ...allow, Resource: ['arn:$', '{aws:username}'].join('') })).to.throw(
      'the policy variable in Resource is not emulated.',
    );
    expect(evaluate({ ...allow, Effect: 'allow' })).to.throw('the effect "allow" is neither Allow nor Deny.');
  });

  it('reports the grants that were used, so that a test can find unused ones', () => {
    const statement = { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: table };
    const used: string[] = [];
    const { authorize } = createAuthorizer({
      resources: createFunction('reader', [statement]),
      log: () => undefined,
      onGrantUsed: (grant) => used.push(grant),
    });
    const granted = listGrants([
      { roleName: 'role-of-reader', policyName: 'own', document: { Statement: [statement] } },
    ]);

    authorize(
      { kind: 'role', functionName: 'reader', roleName: 'role-of-reader' },
      { action: 'dynamodb:GetItem', resources: [table] },
    );

    expect(granted.filter((grant) => !used.includes(grant))).to.deep.equal([
      `role-of-reader may dynamodb:PutItem on ${table}`,
    ]);
  });
});

function isAllowed(statements: readonly object[], grant: Permission): boolean {
  const { authorize } = createAuthorizer({ resources: createFunction('tested', statements), log: () => undefined });
  try {
    authorize({ kind: 'role', functionName: 'tested', roleName: 'role-of-tested' }, grant);
    return true;
  } catch (error) {
    expect(error).to.have.property('code', 'AccessDeniedException');
    return false;
  }
}

function createFunction(name: string, Statement: readonly object[]) {
  const role = `role-of-${name}`;
  return [
    { type: 'aws_lambda_function', values: { function_name: name, role: `arn:aws:iam::123456789012:role/${role}` } },
    { type: 'aws_iam_role_policy', values: { name: 'own', role, policy: { Version: '2012-10-17', Statement } } },
  ];
}
