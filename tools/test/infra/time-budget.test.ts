import { expect } from 'chai';
import { describe, it } from 'mocha';
import { resourcesOf, type State } from '#support/tools/stack.ts';

const dayInSeconds = 24 * 60 * 60;

const functions = resourcesOf('aws_lambda_function');
const longestFunctionSeconds = Math.max(...functions.map(({ timeout }) => timeout));
const [{ definition }] = resourcesOf('aws_sfn_state_machine');
const [{ body }] = resourcesOf('aws_api_gateway_rest_api');
const gatewayTimeouts = Object.values(body.paths)
  .flatMap((methods) => Object.values(methods))
  .map((operation) => operation['x-amazon-apigateway-integration'])
  .filter(({ type }) => type === 'aws_proxy')
  .map(({ timeoutInMillis }) => timeoutInMillis);
const taskStates = Object.entries(definition.States).filter(([, { Type }]) => Type === 'Task');
const tasks = taskStates.map(([, state]) => state);

const variable = (name: string): number =>
  Number(functions.map(({ environment }) => environment[0].variables[name]).find((value) => value !== undefined));

/** The longest duration of a task: every attempt times out, with the longest wait in between. */
function worstSeconds({ TimeoutSeconds, Retry: [retry] }: State): number {
  const waits = Array.from({ length: retry.MaxAttempts }, (_, attempt) =>
    Math.min(retry.MaxDelaySeconds, retry.IntervalSeconds * retry.BackoffRate ** attempt),
  );
  return waits.reduce((seconds, wait) => seconds + wait + TimeoutSeconds, TimeoutSeconds);
}

describe('the time budget', () => {
  it('times out a function before API Gateway does', () => {
    expect(gatewayTimeouts).to.have.lengthOf(10);
    expect(Math.min(...gatewayTimeouts)).to.be.greaterThan(longestFunctionSeconds * 1000);
  });

  it('times out API Gateway before CloudFront does', () => {
    const [{ origin }] = resourcesOf('aws_cloudfront_distribution');
    const readTimeouts = origin.flatMap(({ custom_origin_config: [api] }) => api?.origin_read_timeout ?? []);

    expect(readTimeouts).to.have.lengthOf(1);
    expect(Math.min(...readTimeouts) * 1000).to.be.greaterThan(Math.max(...gatewayTimeouts));
  });

  it('times out a function before the workflow retries it', () => {
    expect(tasks).to.have.lengthOf(5);
    expect(Math.min(...tasks.map(({ TimeoutSeconds }) => TimeoutSeconds))).to.be.greaterThan(longestFunctionSeconds);
  });

  it('gives the workflow time for every attempt of every task that one execution can run', () => {
    for (const other of ['AddToTable', 'DeleteFromTable']) {
      const executed = taskStates.filter(([name]) => name !== other).map(([, state]) => worstSeconds(state));

      expect(executed).to.have.lengthOf(4);
      expect(definition.TimeoutSeconds).to.be.greaterThan(executed.reduce((sum, seconds) => sum + seconds));
    }
  });

  it('retains a tombstone longer than an event can be redelivered', () => {
    const deliverySeconds = Math.max(
      ...resourcesOf('aws_cloudwatch_event_target').map(
        ({ retry_policy: [retry] }) => retry.maximum_event_age_in_seconds,
      ),
    );
    const queuedSeconds = Math.max(
      ...resourcesOf('aws_sqs_queue').map(({ message_retention_seconds }) => message_retention_seconds),
    );
    const [{ retention_days: archivedDays }] = resourcesOf('aws_cloudwatch_event_archive');
    const tombstoneSeconds = variable('TOMBSTONE_RETENTION_DAYS') * dayInSeconds;

    expect(tombstoneSeconds).to.be.greaterThan(queuedSeconds + deliverySeconds);
    expect(tombstoneSeconds).to.be.greaterThan(archivedDays * dayInSeconds + deliverySeconds);
  });

  it('retains a submission at least as long as the tombstones of its IDs', () => {
    expect(variable('SUBMISSIONS_RETENTION_DAYS')).to.be.at.least(variable('TOMBSTONE_RETENTION_DAYS'));
  });
});
