import type { JsonReader } from '#local/json-reader.ts';
import type { Stack } from '#local/stack.ts';
import { StartError } from '#local/start-error.ts';
import type { QueueDefinition } from './queue.ts';

const defaultRetentionSeconds = 345_600;
const refused = ['fifo_queue', 'redrive_policy', 'delay_seconds'];

export const readQueues = (stack: Stack): readonly QueueDefinition[] =>
  stack.ofType('aws_sqs_queue').map((values) => {
    const name = values.text('name');
    const arn = `${stack.arnPrefixOf('sqs')}:${name}`;
    const used = refused.find((member) => Boolean(values.fields[member]));
    if (used !== undefined) throw new StartError(`Queue ${name} has ${used}, which the local SQS does not emulate.`);
    return {
      name,
      arn,
      visibilityTimeoutSeconds: values.number('visibility_timeout_seconds', 30),
      messageRetentionSeconds: values.number('message_retention_seconds', defaultRetentionSeconds),
      policy: policyOf(stack, arn),
    };
  });

/** Only AWS knows a queue's URL, which a policy names; so it is found by the queue that its statements speak of. */
function policyOf(stack: Stack, queueArn: string): unknown {
  const policies = stack.ofType('aws_sqs_queue_policy').map((values) => values.record('policy'));
  return policies.find((policy) => statementsOf(policy).every((statement) => statement.text('Resource') === queueArn))
    ?.fields;
}

const statementsOf = (policy: JsonReader): readonly JsonReader[] => policy.blocks('Statement');
