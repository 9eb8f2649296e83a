import { fieldsOf, listOf } from '#tools/lib/json.ts';
import { alarmMetrics } from './alarm-metrics.ts';
import { parseStatements } from './policy-document.ts';
import { at, emptySystem, every, isText, ofType, type Resource, type Rule, type System } from './rule.ts';

const target = 'aws_cloudwatch_event_target';
const queue = 'aws_sqs_queue';
const queueRetentionSeconds = 14 * 24 * 60 * 60;
const nameInArn = (arn: unknown): string => String(arn).split(':').at(-1) ?? '';

/** Every queue of this system holds failed events or executions. */
function isDeadLetterQueue({ values }: Resource, system: System): boolean {
  const { name } = values;
  const policy = ofType(system, 'aws_sqs_queue_policy').find((each) =>
    parseStatements(each.values['policy']).some(({ resources }) => resources.some((arn) => nameInArn(arn) === name)),
  );
  const statements = parseStatements(policy?.values['policy']);
  return (
    values['message_retention_seconds'] === queueRetentionSeconds &&
    (values['sqs_managed_sse_enabled'] === true || isText(values['kms_master_key_id'])) &&
    statements.length > 0 &&
    statements.every(({ condition }) => at(condition, 'ArnEquals.aws:SourceArn') !== undefined) &&
    alarmMetrics(system).some(
      ({ name: metric, dimensions }) =>
        metric === 'ApproximateNumberOfMessagesVisible' && dimensions['QueueName'] === name,
    )
  );
}

/** Lambda accepts the event, so the rule's own retries and dead-letter queue do not see a failure of the function. */
function hasFailureDestination({ values }: Resource, system: System): boolean {
  const [functionName, qualifier] = String(values['arn']).split(':').slice(6);
  return ofType(system, 'aws_lambda_function_event_invoke_config').some(
    ({ values: config }) =>
      config['function_name'] === functionName &&
      config['qualifier'] === qualifier &&
      isText(at(config, 'destination_config.0.on_failure.0.destination')),
  );
}

const isSafeTask = (state: unknown): boolean => {
  const retried = listOf(at(state, 'Retry')).flatMap((retrier) => listOf(at(retrier, 'ErrorEquals')));
  return (
    Number(at(state, 'TimeoutSeconds')) > 0 &&
    retried.includes('Lambda.TooManyRequestsException') &&
    !retried.includes('States.ALL') &&
    listOf(at(state, 'Catch')).length > 0
  );
};

const unsuccessful = ['ABORTED', 'FAILED', 'TIMED_OUT'];

/** Rules on event targets, queues and the state machine. */
export const workflowRules: readonly Rule[] = [
  every(
    ['X-07', 'every event target has retries and a dead-letter queue'],
    target,
    (values) =>
      isText(at(values, 'dead_letter_config.0.arn')) &&
      Number(at(values, 'retry_policy.0.maximum_retry_attempts')) > 0 &&
      Number(at(values, 'retry_policy.0.maximum_event_age_in_seconds')) > 0,
  ),
  {
    id: 'X-46',
    title: 'every function that a rule invokes has an on-failure destination for asynchronous invocations',
    reads: 'plan',
    findViolations: (system) =>
      ofType(system, target)
        .filter((each) => /:lambda:/.test(String(each.values['arn'])) && !hasFailureDestination(each, system))
        .map(({ address }) => address),
    counterexample: {
      ...emptySystem,
      resources: [
        { address: 'bad', type: target, values: { arn: 'arn:aws:lambda:eu-west-1:123456789012:function:a:live' } },
      ],
    },
  },
  every(
    ['X-47', 'no queue or key policy requires aws:SourceAccount from EventBridge, which does not set it'],
    ['aws_sqs_queue_policy', 'aws_kms_key'],
    ({ policy }) =>
      !parseStatements(policy).some(
        ({ principals, condition }) =>
          principals.includes('events.amazonaws.com') && JSON.stringify(condition ?? {}).includes('aws:SourceAccount'),
      ),
    {
      bad: {
        policy: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 'kms:Decrypt',
              Principal: { Service: 'events.amazonaws.com' },
              Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
            },
          ],
        },
      },
    },
  ),
  {
    id: 'X-08',
    title: 'every queue is encrypted, retains messages for 14 days, names its senders and has a depth alarm',
    reads: 'plan',
    findViolations: (system) =>
      ofType(system, queue)
        .filter((each) => !isDeadLetterQueue(each, system))
        .map(({ address }) => address),
    counterexample: { ...emptySystem, resources: [{ address: 'bad', type: queue, values: { name: 'a' } }] },
  },
  every(
    ['X-12', 'every task state has a timeout, a Retry for transient errors and a Catch'],
    'aws_sfn_state_machine',
    (machine) => {
      const states = Object.values(fieldsOf(at(machine, 'definition.States')));
      const tasks = states.filter((state) => at(state, 'Type') === 'Task');
      return tasks.length > 0 && tasks.every(isSafeTask) && !JSON.stringify(states).includes('JSONata');
    },
  ),
  every(
    ['X-26', 'every EventBridge rule filters on source and detail type'],
    'aws_cloudwatch_event_rule',
    ({ event_pattern: pattern }) =>
      listOf(at(pattern, 'source')).length > 0 && listOf(at(pattern, 'detail-type')).length > 0,
    { bad: { event_pattern: { source: ['customer-ids.api'] } } },
  ),
  {
    id: 'X-27',
    title: 'executions that fail, time out or abort match a rule and have an alarm',
    reads: 'plan',
    findViolations: (system) => {
      const statuses = ofType(system, 'aws_cloudwatch_event_rule').map(({ values }) =>
        JSON.stringify(listOf(at(values, 'event_pattern.detail.status')).toSorted()),
      );
      const watched = alarmMetrics(system).map(({ name }) => name);
      return [
        ...(statuses.includes(JSON.stringify(unsuccessful)) ? [] : ['no rule']),
        ...['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'].filter((name) => !watched.includes(name)),
      ];
    },
    counterexample: emptySystem,
  },
];
