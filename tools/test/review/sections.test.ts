import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { planned, planOf } from '#support/tools/plan.ts';
import type { Fields } from '#tools/lib/json.ts';
import { rootFolder } from '#tools/lib/paths.ts';
import { reviewPlan } from '#tools/review/review-plan.ts';

const review = (...resources: readonly Fields[]) => reviewPlan(planOf(...resources)).split('\n');

describe('the sections of a plan review', () => {
  it('lists the states of the workflow in execution order', () => {
    const template = readFileSync(join(rootFolder, 'statemachine/customer-id-submission.asl.json'), 'utf8');
    const definition = template.replace(/\$\{([a-z-]+)\}/g, 'arn:$1');
    const lines = review(planned('aws_sfn_state_machine', { after: { name: 'workflow', definition } }));
    const names = lines.flatMap((line) => /^ {2}- `([^`]+)` (?:calls|is)/.exec(line)?.[1] ?? []);

    expect(names).to.deep.equal([
      'ValidateIds',
      'AnyValid?',
      'AddToTable',
      'LogEvent',
      'DeleteFromTable',
      'LogFailure',
      'Fail',
    ]);
    const condition = (action: string) =>
      `{"And":[{"Variable":"$.action","StringEquals":"${action}"},{"Variable":"$.validCount","NumericGreaterThan":0}]}`;
    expect(lines).to.include(
      `  - \`AnyValid?\` is a Choice state; if \`${condition('add')}\` then \`AddToTable\`; if \`${condition('delete')}\` then \`DeleteFromTable\`; else \`LogEvent\``,
    );
    expect(lines).to.include(
      '  - `LogEvent` calls `arn:log-event`; retries up to 4 times; on `States.ALL` goes to `LogFailure`; then ends',
    );
  });

  it('shows a permission with all its conditions', () => {
    const statement = {
      Effect: 'Allow',
      Action: ['events:PutEvents'],
      Resource: ['arn:bus'],
      Condition: { StringEquals: { 'events:source': ['a', 'b'] } },
    };
    const lines = review(
      planned('aws_iam_role_policy', { after: { role: 'submit', policy: JSON.stringify({ Statement: [statement] }) } }),
    );

    expect(lines).to.include('  - may `events:PutEvents` on `arn:bus` when `events:source` StringEquals `a` or `b`');
  });

  it('shows a policy that is known only after apply', () => {
    const lines = review(planned('aws_s3_bucket_policy', { after: { bucket: 'site' }, unknown: { policy: true } }));

    expect(lines).to.include.members(['- `aws_s3_bucket_policy.this`', '  - `(known after apply)`']);
  });

  it('shows the target and dead-letter queue of an event rule', () => {
    const lines = review(
      planned('aws_cloudwatch_event_rule', {
        after: { name: 'submitted', event_pattern: '{"source":["customer-ids.api"]}' },
      }),
      planned('aws_cloudwatch_event_target', {
        after: { rule: 'submitted', arn: 'arn:workflow', dead_letter_config: [{ arn: 'arn:dead-letters' }] },
      }),
    );

    expect(lines).to.include.members([
      '- Rule `submitted`',
      '  - matches `{"source":["customer-ids.api"]}`',
      '  - sends them to `arn:workflow`, with dead letters to `arn:dead-letters`',
    ]);
  });

  it('describes each alarm in one sentence', () => {
    const lines = review(
      planned('aws_cloudwatch_metric_alarm', {
        after: {
          alarm_name: 'log-event-errors',
          namespace: 'AWS/Lambda',
          metric_name: 'Errors',
          dimensions: { FunctionName: 'log-event' },
          statistic: 'Sum',
          comparison_operator: 'GreaterThanThreshold',
          threshold: 0,
          evaluation_periods: 3,
          datapoints_to_alarm: 2,
          period: 60,
          treat_missing_data: 'notBreaching',
          alarm_actions: ['arn:topic'],
        },
      }),
      planned('aws_cloudwatch_composite_alarm', {
        after: { alarm_name: 'page', alarm_rule: 'ALARM("log-event-errors")' },
      }),
    );

    expect(lines).to.include(
      '- `log-event-errors` fires when the Sum of `AWS/Lambda Errors` for `FunctionName=log-event` is above 0 ' +
        'in 2 of 3 periods of 60 s; missing data is OK; notifies `arn:topic`',
    );
    expect(lines).to.include('- `page` fires when `ALARM("log-event-errors")`; notifies no topic');
  });

  it('shows the expression of a metric math alarm', () => {
    const metric = { namespace: 'AWS/ApiGateway', metric_name: '5XXError', stat: 'Sum', period: 300, dimensions: {} };
    const lines = review(
      planned('aws_cloudwatch_metric_alarm', {
        after: {
          alarm_name: 'server-errors',
          comparison_operator: 'GreaterThanOrEqualToThreshold',
          threshold: 5,
          evaluation_periods: 1,
          metric_query: [
            { id: 'rate', expression: '100 * errors / requests', return_data: true, metric: [] },
            { id: 'errors', metric: [metric] },
            { id: 'requests', metric: [{ ...metric, metric_name: 'Count' }] },
          ],
        },
      }),
    );

    expect(lines).to.include(
      '- `server-errors` fires when `100 * errors / requests` (`errors` is the Sum of `AWS/ApiGateway 5XXError`, ' +
        '`requests` is the Sum of `AWS/ApiGateway Count`) is at or above 5 in 1 of 1 periods of 300 s; ' +
        'missing data is INSUFFICIENT_DATA; notifies no topic',
    );
  });

  it('shows the metric of an alarm with a single metric query', () => {
    const metric = { namespace: 'CustomerIds', metric_name: 'Throttled', stat: 'Sum', period: 300 };
    const query = { id: 'throttled', expression: '', return_data: true, metric: [metric] };
    const lines = review(
      planned('aws_cloudwatch_metric_alarm', { after: { alarm_name: 'a', period: 0, metric_query: [query] } }),
    );

    expect(lines.at(-2)).to.match(/^- `a` fires when the Sum of `CustomerIds Throttled` is .* periods of 300 s;/);
  });
});
