import { GetItemCommand, ListTablesCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { credentialsOf } from '#local/aws/credentials.ts';
import { grantsOf } from '#local/aws/grants.ts';
import { createAuthorizer } from '#local/aws/iam.ts';
import type { Grant } from '#local/aws/service.ts';
import { arnPrefix, type TemporaryDynamoDb, temporaryDynamoDb } from '#support/local/temporary-dynamo-db.ts';

const table = `${arnPrefix}:table/things`;

describe('IAM of the local AWS', () => {
  describe('in front of DynamoDB', () => {
    let dynamo: TemporaryDynamoDb;

    before(async () => {
      dynamo = await temporaryDynamoDb({
        resources: [
          ...functionWith('reader', [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table }]),
          ...functionWith('lister', [
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

    it('lets a function do what its role is granted, and the developer everything', async () => {
      await dynamo.clientOf('reader').send(get);
      await dynamo.clientOf('lister').send(query('by_shard'));
      const { TableNames } = await dynamo.client.send(new ListTablesCommand());

      expect(TableNames).to.deep.equal(['things']);
    });

    it('denies anything else in the words of AWS, with one log line that names function, action and resource', async () => {
      const put = new PutItemCommand({ TableName: 'things', Item: { id: { S: 'X' } } });
      const denial = await dynamo
        .clientOf('reader')
        .send(put)
        .catch((error: unknown) => error);

      expect(denial).to.include({
        name: 'AccessDeniedException',
        message: `User: arn:aws:sts::123456789012:assumed-role/role-of-reader/reader is not authorized to perform: dynamodb:PutItem on resource: ${table} because no identity-based policy allows the dynamodb:PutItem action`,
      });
      expect(dynamo.logged).to.deep.equal([`access denied: reader may not dynamodb:PutItem on ${table}`]);
    });

    it('takes an index for a resource of its own, beside its table', async () => {
      const lister = dynamo.clientOf('lister');

      const denials = await Promise.allSettled([
        lister.send(query()),
        lister.send(get),
        lister.send(query('by_colour')),
      ]);

      expect(denials.map((denial) => denial.status === 'rejected' && denial.reason.name)).to.deep.equal(
        Array(3).fill('AccessDeniedException'),
      );
    });

    it('does not tell who may not use a table whether there is one', async () => {
      const elsewhere = new GetItemCommand({ TableName: 'no-such-table', Key: { id: { S: 'X' } } });

      const failures = await Promise.allSettled([
        dynamo.clientOf('reader').send(elsewhere),
        dynamo.client.send(elsewhere),
      ]);

      expect(failures.map((failure) => failure.status === 'rejected' && failure.reason.name)).to.deep.equal([
        'AccessDeniedException',
        'ResourceNotFoundException',
      ]);
    });
  });

  it('knows each function by its key, and takes any other key for the developer', () => {
    const { principalOf } = createAuthorizer({ resources: functionWith('reader', []), log: () => undefined });

    expect(principalOf(credentialsOf('reader').accessKeyId)).to.deep.equal({
      kind: 'role',
      functionName: 'reader',
      roleName: 'role-of-reader',
    });
    expect(principalOf(credentialsOf('somebody').accessKeyId)).to.deep.equal({ kind: 'developer' });
  });

  it('lets an explicit deny win over any allow', () => {
    const policy = [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 'dynamodb:Delete*', Resource: `${table}*` },
    ];

    expect(isAllowed(policy, { action: 'dynamodb:DeleteItem', resources: [table] })).to.equal(false);
    expect(isAllowed(policy, { action: 'dynamodb:GetItem', resources: [table] })).to.equal(true);
  });

  it('matches wildcards inside one segment of an ARN, and actions in either case', () => {
    const allows = (Action: string, Resource: string) =>
      isAllowed([{ Effect: 'Allow', Action, Resource }], { action: 'dynamodb:GetItem', resources: [table] });

    expect(allows('DynamoDB:Get?tem', `${arnPrefix}:table/th*`)).to.equal(true);
    expect(allows('dynamodb:*', 'arn:aws:dynamodb:*:123456789012:table/things')).to.equal(true);
    expect(allows('dynamodb:Get', table)).to.equal(false);
    expect(allows('dynamodb:GetItem', 'arn:aws:*:table/things')).to.equal(false);
    expect(allows('dynamodb:GetItem', `${arnPrefix}:table/thing.`)).to.equal(false);
  });

  it('asks the grant of every resource of a request', () => {
    const policy = [{ Effect: 'Allow', Action: 'dynamodb:BatchGetItem', Resource: table }];

    const grant = { action: 'dynamodb:BatchGetItem', resources: [table, `${table}-2`] };

    expect(isAllowed(policy, grant)).to.equal(false);
  });

  it('holds a statement to its conditions, for every value of the request', () => {
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

  it('refuses by name what it does not evaluate', () => {
    const refusal = (statement: object) => () => isAllowed([statement], { action: 'a:B', resources: ['*'] });
    const allow = { Effect: 'Allow', Action: 'a:B', Resource: '*' };

    expect(refusal({ ...allow, Condition: { IpAddress: { 'aws:SourceIp': '::1' } } })).to.throw(
      'IAM policy role-of-tested/own: the condition operator "IpAddress" is not emulated.',
    );
    expect(refusal({ Effect: 'Allow', NotAction: 'a:B', Resource: '*' })).to.throw('"NotAction" is not emulated.');
    expect(refusal({ ...allow, Resource: ['arn:$', '{aws:username}'].join('') })).to.throw(
      'the policy variable in Resource is not emulated.',
    );
    expect(refusal({ ...allow, Effect: 'allow' })).to.throw('the effect "allow" is neither Allow nor Deny.');
  });

  it('tells which grants were needed, so that a test can name those that were not', () => {
    const statement = { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: table };
    const used: string[] = [];
    const { authorize } = createAuthorizer({
      resources: functionWith('reader', [statement]),
      log: () => undefined,
      onGrantUsed: (grant) => used.push(grant),
    });
    const granted = grantsOf([{ roleName: 'role-of-reader', policyName: 'own', document: { Statement: [statement] } }]);

    authorize(
      { kind: 'role', functionName: 'reader', roleName: 'role-of-reader' },
      { action: 'dynamodb:GetItem', resources: [table] },
    );

    expect(granted.filter((grant) => !used.includes(grant))).to.deep.equal([
      `role-of-reader may dynamodb:PutItem on ${table}`,
    ]);
  });
});

function isAllowed(statements: readonly object[], grant: Grant): boolean {
  const { authorize } = createAuthorizer({ resources: functionWith('tested', statements), log: () => undefined });
  try {
    authorize({ kind: 'role', functionName: 'tested', roleName: 'role-of-tested' }, grant);
    return true;
  } catch (error) {
    expect(error).to.have.property('code', 'AccessDeniedException');
    return false;
  }
}

function functionWith(name: string, Statement: readonly object[]) {
  const role = `role-of-${name}`;
  return [
    { type: 'aws_lambda_function', values: { function_name: name, role: `arn:aws:iam::123456789012:role/${role}` } },
    { type: 'aws_iam_role_policy', values: { name: 'own', role, policy: { Version: '2012-10-17', Statement } } },
  ];
}
