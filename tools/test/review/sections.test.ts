import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { planned, planOf } from '#support/tools/plan.ts';
import type { Fields } from '#tools/lib/json.ts';
import { rootFolder } from '#tools/lib/paths.ts';
import { reviewPlan } from '#tools/review/review-plan.ts';

const review = (...resources: readonly Fields[]) => reviewPlan(planOf(...resources)).split('\n');

describe('the review tells', () => {
  it("the workflow's states in the order in which a submission meets them", () => {
    const template = readFileSync(join(rootFolder, 'statemachine/customer-id-submission.asl.json'), 'utf8');
    const definition = template.replace(/\$\{([a-z-]+)\}/g, 'arn:$1');
    const lines = review(planned('aws_sfn_state_machine', { after: { name: 'workflow', definition } }));
    const names = lines.flatMap((line) => /^ {2}- `([^`]+)` (?:calls|is)/.exec(line)?.[1] ?? []);

    expect(names).to.deep.equal(['ValidateIds', 'AnyValid?', 'AddToTable', 'LogEvent', 'LogFailure', 'Fail']);
    expect(lines).to.include(
      '  - `AnyValid?` is a Choice state; if `{"Variable":"$.validCount","NumericGreaterThan":0}` then `AddToTable`; else `LogEvent`',
    );
    expect(lines).to.include(
      '  - `LogEvent` calls `arn:log-event`; tries again up to 4 times; on `States.ALL` goes to `LogFailure`; then ends',
    );
  });

  it('a permission with its conditions, whole', () => {
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

  it('that a policy is not known yet', () => {
    const lines = review(planned('aws_s3_bucket_policy', { after: { bucket: 'site' }, unknown: { policy: true } }));

    expect(lines).to.include.members(['- `aws_s3_bucket_policy.this`', '  - `(known after apply)`']);
  });

  it('where an event goes, and where when that fails', () => {
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
      '  - takes `{"source":["customer-ids.api"]}`',
      '  - sends it to `arn:workflow`, or else to `arn:dead-letters`',
    ]);
  });

  it('each alarm in a sentence', () => {
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
      '- `log-event-errors` rings when the Sum of `AWS/Lambda Errors` for `FunctionName=log-event` is above 0 ' +
        'in 2 of 3 periods of 60 s; no data is fine; it tells `arn:topic`',
    );
    expect(lines).to.include('- `page` rings when `ALARM("log-event-errors")`, and tells nobody');
  });

  it('the formula of an alarm that computes', () => {
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
      '- `server-errors` rings when `100 * errors / requests` (`errors` is the Sum of `AWS/ApiGateway 5XXError`, ' +
        '`requests` is the Sum of `AWS/ApiGateway Count`) is at or above 5 in 1 of 1 periods of 300 s; ' +
        'no data means nobody knows; it tells nobody',
    );
  });

  it('what an alarm measures that asks for one metric in the long way', () => {
    const metric = { namespace: 'CustomerIds', metric_name: 'Throttled', stat: 'Sum', period: 300 };
    const query = { id: 'throttled', expression: '', return_data: true, metric: [metric] };
    const lines = review(
      planned('aws_cloudwatch_metric_alarm', { after: { alarm_name: 'a', period: 0, metric_query: [query] } }),
    );

    expect(lines.at(-2)).to.match(/^- `a` rings when the Sum of `CustomerIds Throttled` is .* periods of 300 s;/);
  });
});
