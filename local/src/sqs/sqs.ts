import { join } from 'node:path';
import { compileResourcePolicy, type IsServiceAllowed } from '#local/aws/resource-policy.ts';
import type { AwsService } from '#local/aws/service.ts';
import { type Clock, systemClock } from '#local/clock.ts';
import { discardMetric, type RecordMetric } from '#local/cloudwatch/metric.ts';
import { queueOperations } from './operations.ts';
import type { Queue, QueueDefinition } from './queue.ts';
import { createQueueMetrics, type RecordQueueMetrics } from './queue-metrics.ts';
import { openQueues } from './queues.ts';
import type { SendRequest, SendToQueue } from './send.ts';

export interface SqsOptions {
  readonly dataDir: string;
  readonly account: string;
  readonly queues: readonly QueueDefinition[];
  /** The base of queue URLs; known only after the AWS endpoint has started. */
  readonly endpointUrl: () => string;
  readonly log: (line: string) => void;
  readonly record?: RecordMetric;
  readonly clock?: Clock;
}

export interface Sqs {
  readonly service: AwsService;
  readonly send: SendToQueue;
  readonly recordMetrics: RecordQueueMetrics;
  /** The number of messages, visible or not. */
  readonly getDepth: (queueName: string) => number;
  readonly stop: () => Promise<void>;
}

export async function startSqs(options: SqsOptions): Promise<Sqs> {
  const clock = options.clock ?? systemClock;
  const policies = new Map(
    options.queues.map(({ name, policy }): [string, IsServiceAllowed] => [
      name,
      policy === undefined ? () => false : compileResourcePolicy(`queue ${name}`, options.account, policy),
    ]),
  );
  const queues = await openQueues(join(options.dataDir, 'sqs', 'queues.journal'), options.queues, clock, options.log);
  const stopping = new AbortController();
  const isSendAllowed = ({ definition }: Queue, sender: SendRequest['sender']): boolean =>
    'roleArn' in sender || policies.get(definition.name)?.('sqs:SendMessage', definition.arn, sender) === true;
  return {
    service: {
      targetPrefix: 'AmazonSQS',
      contentType: 'application/x-amz-json-1.0',
      operations: queueOperations({ ...options, queues, clock, signal: stopping.signal }),
    },
    send: async ({ queueArn, body, attributes, sender }) => {
      const queue = queues.byArn(queueArn);
      if (queue === undefined) return 'no-such-queue';
      if (!isSendAllowed(queue, sender)) return 'not-allowed';
      await queues.send(queue, { body, attributes, senderId: 'roleArn' in sender ? sender.roleArn : sender.service });
      return 'sent';
    },
    recordMetrics: createQueueMetrics(queues.all, options.record ?? discardMetric, () => clock.now()),
    getDepth: (queueName) => {
      const counts = queues.byName(queueName)?.counts(clock.now());
      return counts === undefined ? 0 : counts.visible + counts.hidden;
    },
    stop: async () => {
      stopping.abort();
      await queues.stop();
    },
  };
}
