import { expect } from 'chai';
import { describe, it } from 'mocha';
import { planned, planOf } from '#support/tools/plan.ts';
import type { Fields } from '#tools/lib/json.ts';
import { reviewPlan } from '#tools/review/review-plan.ts';

const review = (...resources: readonly Fields[]) => reviewPlan(planOf(...resources)).split('\n');

const api = (security: readonly unknown[]) => ({
  name: 'customer-ids-dev',
  body: JSON.stringify({
    paths: {
      '/customer-ids/{id}': { put: { operationId: 'put-customer-id', security } },
      '/health': { get: { operationId: 'health', security: [] } },
    },
    components: { securitySchemes: { api_key: { type: 'apiKey', in: 'header', name: 'x-api-key' } } },
  }),
});
const needsKey = [{ api_key: [] }];

describe('the review of a plan', () => {
  it('warns in its first line when a route requires no key', () => {
    const [first, , warning] = review(
      planned('aws_api_gateway_rest_api', { before: api(needsKey), after: api([]), module: 'module.api' }),
    );

    expect(first).to.equal('# WARNING: 1 risk to consider before you change dev');
    expect(warning).to.equal(
      '- **Exposure:** `module.api.aws_api_gateway_rest_api.this` makes `PUT /customer-ids/{id}` public, without an API key.',
    );
  });

  it('starts without a warning when only GET /health is public', () => {
    const lines = review(planned('aws_api_gateway_rest_api', { after: api(needsKey) }));

    expect(lines.slice(0, 3)).to.deep.equal(['# Plan for dev', '', 'No data loss and no public exposure.']);
    expect(lines).to.include('- `PUT /customer-ids/{id}` (put-customer-id) requires an API key');
    expect(lines).to.include('- `GET /health` (health) is public, without a key');
  });

  it('marks a route that no longer requires a key', () => {
    const lines = review(planned('aws_api_gateway_rest_api', { before: api(needsKey), after: api([{}]) }));

    expect(lines).to.include('- **new:** `PUT /customer-ids/{id}` (put-customer-id) is public, without a key');
    expect(lines).to.include('- **removed:** ~~`PUT /customer-ids/{id}` (put-customer-id) requires an API key~~');
  });

  it('counts changes by module and shows old and new values', () => {
    const memory = (megabytes: number) => ({
      memory_size: megabytes,
      version: '7',
      environment: [{ variables: { A: '1' } }],
    });
    const lines = review(
      planned('aws_lambda_function', {
        module: 'module.functions["log-event"]',
        before: memory(256),
        after: { ...memory(512), version: '7' },
        unknown: { version: true },
      }),
      planned('aws_sqs_queue', { module: 'module.workflow', after: { name: 'dead-letters' } }),
    );

    expect(lines).to.include('## Changes: 1 to add, 1 to change, 0 to replace, 0 to destroy');
    expect(lines).to.include('| functions | 0 | 1 | 0 | 0 |');
    expect(lines).to.include('- `module.functions["log-event"].aws_lambda_function.this`');
    expect(lines).to.include('  - `memory_size`: `256` → `512`');
    expect(lines).to.include('  - 1 attribute known after apply: `version`');
    expect(lines).to.include('- `module.workflow`: `aws_sqs_queue.this`');
  });

  it('compares policies by member', () => {
    const policy = (action: string) => ({
      role: 'log-event',
      policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: [action], Resource: ['arn:table'] }] }),
    });
    const lines = review(
      planned('aws_iam_role_policy', { before: policy('dynamodb:GetItem'), after: policy('dynamodb:UpdateItem') }),
    );

    expect(lines).to.include('  - `policy.Statement[0].Action[0]`: `dynamodb:GetItem` → `dynamodb:UpdateItem`');
    expect(lines).to.include('- Role `log-event`');
    expect(lines).to.include('  - **new:** may `dynamodb:UpdateItem` on `arn:table`');
    expect(lines).to.include('  - **removed:** ~~may `dynamodb:GetItem` on `arn:table`~~');
  });

  it('names the attribute that forces a replacement', () => {
    const lines = review(
      planned('aws_iam_role', { before: { name: 'a' }, after: { name: 'b' }, replacedFor: ['name'] }),
    );

    expect(lines).to.include('- `aws_iam_role.this`, because of `name`');
    expect(lines).to.include('  - `name`: `a` → `b`');
  });

  it('never shows a secret, whether or not the provider marks it', () => {
    const text = reviewPlan(
      planOf(
        planned('aws_api_gateway_api_key', {
          before: { name: 'a', value: 'secret-value-of-the-key' },
          after: { name: 'b', value: 'another-value-of-the-key' },
          sensitive: { value: true },
        }),
        planned('aws_api_gateway_usage_plan_key', { before: { key_id: 'k', value: 'secret-value-of-the-key' } }),
        planned('aws_lambda_function', {
          before: { environment: [{ variables: { TOKEN: 'secret-value-of-the-key' } }] },
          after: { environment: [{ variables: { TOKEN: 'another-value-of-the-key' } }] },
          sensitive: { environment: [{ variables: { TOKEN: true } }] },
        }),
      ),
    );

    expect(text).not.to.contain('value-of-the-key');
    expect(text).to.contain('  - `name`: `a` → `b`');
    expect(text).to.contain('  - only sensitive values change');
  });

  it('reports a plan without changes', () => {
    const queue = { name: 'dead-letters' };

    expect(review(planned('aws_sqs_queue', { before: queue, after: queue }))).to.include('No changes.');
  });
});
