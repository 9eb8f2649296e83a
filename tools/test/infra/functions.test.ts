import { expect } from 'chai';
import { describe, it } from 'mocha';
import { resourcesOf } from '#support/tools/stack.ts';

const prefix = 'customer-ids-local-';
const customerIds = {
  CUSTOMER_IDS_TABLE: 'customer_ids_local',
  PSEUDONYM_KEY: 'arn:aws:dynamodb:eu-west-1:123456789012:table/customer_ids_local',
};
const submissions = { SUBMISSIONS_TABLE: 'customer_id_submissions_local' };
const retention = { SUBMISSIONS_RETENTION_DAYS: '30' };

/** The environment variables of each function, besides its name and the metrics namespace. */
const environments = {
  'put-customer-id': customerIds,
  'get-customer-id': customerIds,
  'delete-customer-id': { ...customerIds, TOMBSTONE_RETENTION_DAYS: '30' },
  'list-customer-ids': {
    CUSTOMER_IDS_TABLE: 'customer_ids_local',
    CUSTOMER_IDS_INDEX: 'active_by_id',
    DELETED_IDS_INDEX: 'deleted_by_time',
  },
  'look-up-customer-ids': { CUSTOMER_IDS_TABLE: 'customer_ids_local' },
  'submit-customer-ids': { ...submissions, ...retention, EVENT_BUS: 'customer-ids-local' },
  'retry-submission': { ...submissions, EVENT_BUS: 'customer-ids-local' },
  'get-submission': submissions,
  'get-client': {},
  'list-submissions': { ...submissions, ...retention, SUBMISSIONS_INDEX: 'submissions_by_month' },
  'validate-id': submissions,
  'add-to-table': { ...customerIds, ...submissions },
  'delete-from-table': { ...customerIds, ...submissions, TOMBSTONE_RETENTION_DAYS: '30' },
  'log-event': submissions,
};

const functions = resourcesOf('aws_lambda_function');

const names = Object.keys(environments);
const sharedVariables = (name: string) => ({
  POWERTOOLS_SERVICE_NAME: name,
  POWERTOOLS_METRICS_NAMESPACE: 'CustomerIds/local',
});

describe('the Lambda functions', () => {
  it('sets exactly the environment variables that each function needs', () => {
    const found = functions.map(({ function_name, environment: [{ variables }] }) => [function_name, variables]);
    const expected = Object.entries(environments).map(([name, own]) => [
      prefix + name,
      { ...sharedVariables(name), ...own },
    ]);

    expect(Object.fromEntries(found)).to.deep.equal(Object.fromEntries(expected));
  });

  it('run the bundle with their name', () => {
    const bundles = functions.map(({ function_name, filename }) => [function_name, filename]);

    expect(bundles).to.have.deep.members(names.map((name) => [prefix + name, `functions/dist/${name}.zip`]));
  });

  it('retains function logs as long as those of the API and the workflow', () => {
    const retentions = resourcesOf('aws_cloudwatch_log_group').map(({ retention_in_days }) => retention_in_days);

    expect(retentions).to.deep.equal(Array(names.length + 3).fill(30));
  });
});
