import { expect } from 'chai';
import { describe, it } from 'mocha';
import { resourcesOf, type Statement } from '#support/tools/stack.ts';
import { actionsWithoutResource } from '#tools/review/exposure.ts';

const prefix = 'customer-ids-local-';
const customerIds = 'dynamodb:table/customer_ids_local';
const submissions = 'dynamodb:table/customer_id_submissions_local';
const onItems = (...verbs: string[]) => verbs.map((verb) => `dynamodb:${verb}`);

/** The permissions of each function, besides its own log and traces. */
const allowed = {
  'put-customer-id': [[onItems('GetItem', 'PutItem'), customerIds]],
  'get-customer-id': [[onItems('GetItem'), customerIds]],
  'delete-customer-id': [[onItems('GetItem', 'UpdateItem'), customerIds]],
  'list-customer-ids': [
    [onItems('Query'), `${customerIds}/index/active_by_id`, `${customerIds}/index/deleted_by_time`],
  ],
  'look-up-customer-ids': [[onItems('BatchGetItem'), customerIds]],
  'submit-customer-ids': [
    [['events:PutEvents'], 'events:event-bus/customer-ids-local'],
    [onItems('GetItem', 'PutItem', 'UpdateItem'), submissions],
  ],
  'retry-submission': [
    [['events:PutEvents'], 'events:event-bus/customer-ids-local'],
    [onItems('GetItem', 'UpdateItem'), submissions],
  ],
  'get-submission': [[onItems('GetItem'), submissions]],
  'get-client': [],
  'list-submissions': [[onItems('Query'), `${submissions}/index/submissions_by_month`]],
  'validate-id': [[onItems('GetItem', 'UpdateItem'), submissions]],
  'add-to-table': [
    [onItems('GetItem', 'PutItem'), customerIds],
    [onItems('GetItem'), submissions],
  ],
  'delete-from-table': [
    [onItems('GetItem', 'UpdateItem'), customerIds],
    [onItems('GetItem'), submissions],
  ],
  'log-event': [
    [['sqs:SendMessage'], 'sqs:customer-ids-local-dead-letters'],
    [onItems('GetItem', 'UpdateItem'), submissions],
  ],
};

const names = Object.keys(allowed);
const apiFunctions = names.slice(0, 10);

const policies = resourcesOf('aws_iam_role_policy').map(({ role, policy }) => ({
  name: role.replace(prefix, ''),
  statements: policy.Statement,
}));
const statements = policies.flatMap((policy) => policy.statements);
const functionPolicies = policies.filter(({ name }) => names.includes(name));

const summarize = ({ Action, Resource }: Statement) => [
  Action,
  ...Resource.map((arn) => arn.replace(/^arn:aws:(\w+):eu-west-1:123456789012:/, '$1:')),
];

describe('the IAM permissions', () => {
  it('grant each function exactly the actions it needs', () => {
    const granted = functionPolicies.map(({ name, statements: all }) => {
      const own = all.filter(({ Sid }) => Sid !== 'WriteOwnLogs' && Sid !== 'SendTraces');
      return [name, own.map(summarize)];
    });

    expect(Object.fromEntries(granted)).to.deep.equal(allowed);
  });

  it('let each function write its own log and send traces', () => {
    const granted = functionPolicies.map(({ name, statements: all }) => [name, all.slice(0, 2).map(summarize)]);
    const expected = names.map((name) => [
      name,
      [
        [['logs:CreateLogStream', 'logs:PutLogEvents'], `logs:log-group:/aws/lambda/${prefix}${name}:*`],
        [['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], '*'],
      ],
    ]);

    expect(Object.fromEntries(granted)).to.deep.equal(Object.fromEntries(expected));
  });

  it('let submit-customer-ids and retry-submission publish only submission events', () => {
    const publishing = statements.filter(({ Action }) => Action.includes('events:PutEvents'));

    const condition = {
      StringEquals: { 'events:source': 'customer-ids.api', 'events:detail-type': 'CustomerIdsSubmitted' },
    };
    expect(publishing.map(({ Condition }) => Condition)).to.deep.equal([condition, condition]);
  });

  it('let no function delete an item', () => {
    const actions = statements.flatMap(({ Action }) => Action).filter((action) => action.startsWith('dynamodb:'));

    expect(new Set(actions)).to.deep.equal(
      new Set(onItems('GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'Query')),
    );
  });

  it('use no wildcard action, and no wildcard resource where the action supports resources', () => {
    const wide = statements.filter(({ Resource }) => Resource.includes('*')).flatMap(({ Action }) => Action);

    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).to.deep.equal([]);
    expect(wide.filter((action) => !actionsWithoutResource.includes(action))).to.deep.equal([]);
  });

  it('give every function a separate role', () => {
    const roles = resourcesOf('aws_lambda_function').map(({ role }) => role);

    expect(roles).to.have.members(names.map((name) => `arn:aws:iam::123456789012:role/${prefix}${name}`));
  });

  it('let API Gateway and the failure rule invoke functions only by alias', () => {
    const permissions = resourcesOf('aws_lambda_permission').map(({ function_name, principal, qualifier }) => [
      function_name.replace(prefix, ''),
      principal,
      qualifier,
    ]);

    expect(permissions).to.have.deep.members([
      ...apiFunctions.map((name) => [name, 'apigateway.amazonaws.com', 'live']),
      ['log-event', 'events.amazonaws.com', 'live'],
    ]);
  });
});
