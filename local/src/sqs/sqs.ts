import { join } from 'node:path';
import { compileResourcePolicy, type ServiceMay } from '#local/aws/resource-policy.ts';
import type { AwsService } from '#local/aws/service.ts';
import { type Clock, systemClock } from '#local/clock.ts';
import { countNothing, type RecordMetric } from '#local/cloudwatch/metric.ts';
import { queueOperations } from './operations.ts';
import type { Queue, QueueDefinition } from './queue.ts';
import { type MeasureQueues, measureQueues } from './queue-metrics.ts';
import { openQueues } from './queues.ts';
import type { SendToQueue } from './send.ts';

export interface SqsOptions {
  readonly dataDir: string;
  readonly account: string;
  readonly queues: readonly QueueDefinition[];
  /** Where queue URLs begin: the address of the AWS endpoint, which is known only once that has started. */
  readonly endpointUrl: () => string;
  readonly log: (line: string) => void;
  readonly record?: RecordMetric;
  readonly clock?: Clock;
}

export interface Sqs {
  readonly service: AwsService;
  readonly send: SendToQueue;
  readonly measure: MeasureQueues;
  /** How many messages a queue holds, received or not. */
  readonly depthOf: (queueName: string) => number;
  readonly stop: () => Promise<void>;
}

export async function startSqs(options: SqsOptions): Promise<Sqs> {
  const clock = options.clock ?? systemClock;
  const policies = new Map(
    options.queues.map(({ name, policy }): [string, ServiceMay] => [
      name,
      policy === undefined ? () => false : compileResourcePolicy(`queue ${name}`, options.account, policy),
    ]),
  );
  const queues = await openQueues(join(options.dataDir, 'sqs', 'queues.journal'), options.queues, clock, options.log);
  const stopping = new AbortController();
  const maySend = ({ definition }: Queue, sender: Parameters<SendToQueue>[0]['sender']): boolean =>
    policies.get(definition.name)?.('sqs:SendMessage', definition.arn, sender) ?? false;
  return {
    service: {
      targetPrefix: 'AmazonSQS',
      contentType: 'application/x-amz-json-1.0',
      operations: queueOperations({ ...options, queues, clock, signal: stopping.signal }),
    },
    send: async ({ queueArn, body, attributes, sender }) => {
      const queue = queues.byArn(queueArn);
      if (queue === undefined) return 'no-such-queue';
      if (!maySend(queue, sender)) return 'not-allowed';
      await queues.send(queue, { body, attributes, senderId: sender.service });
      return 'sent';
    },
    measure: measureQueues(queues.all, options.record ?? countNothing, () => clock.now()),
    depthOf: (queueName) => {
      const counts = queues.byName(queueName)?.counts(clock.now());
      return counts === undefined ? 0 : counts.visible + counts.hidden;
    },
    stop: async () => {
      stopping.abort();
      await queues.stop();
    },
  };
}
