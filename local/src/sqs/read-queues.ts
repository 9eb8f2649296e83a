import type { JsonReader } from '#local/json-reader.ts';
import type { Stack } from '#local/stack.ts';
import { StartError } from '#local/start-error.ts';
import type { QueueDefinition } from './queue.ts';

const defaultRetentionSeconds = 345_600;
const unsupportedAttributes = ['fifo_queue', 'redrive_policy', 'delay_seconds'];

export const readQueues = (stack: Stack): readonly QueueDefinition[] =>
  stack.ofType('aws_sqs_queue').map((values) => {
    const name = values.text('name');
    const arn = `${stack.arnPrefix('sqs')}:${name}`;
    const used = unsupportedAttributes.find((member) => Boolean(values.fields[member]));
    if (used !== undefined) throw new StartError(`Queue ${name}: ${used} is not emulated.`);
    return {
      name,
      arn,
      visibilityTimeoutSeconds: values.number('visibility_timeout_seconds', 30),
      messageRetentionSeconds: values.number('message_retention_seconds', defaultRetentionSeconds),
      policy: readQueuePolicy(stack, arn),
    };
  });

/** A queue policy refers to its queue by URL, which a plan does not contain, so match it by the statements' Resource. */
function readQueuePolicy(stack: Stack, queueArn: string): unknown {
  const policies = stack.ofType('aws_sqs_queue_policy').map((values) => values.record('policy'));
  return policies.find((policy) => readStatements(policy).every((statement) => statement.text('Resource') === queueArn))
    ?.fields;
}

const readStatements = (policy: JsonReader): readonly JsonReader[] => policy.blocks('Statement');
