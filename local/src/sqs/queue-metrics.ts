import { createMetric, type RecordMetric } from '#local/cloudwatch/metric.ts';
import type { Queue } from './queue.ts';

export type RecordQueueMetrics = (minuteEndMillis: number) => void;

export function createQueueMetrics(
  queues: readonly Queue[],
  record: RecordMetric,
  nowMillis: () => number,
): RecordQueueMetrics {
  const queueMetrics = queues.map((queue) => {
    const queueMetric = (name: string) => createMetric('AWS/SQS', name, { QueueName: queue.definition.name });
    return {
      queue,
      visible: queueMetric('ApproximateNumberOfMessagesVisible'),
      age: queueMetric('ApproximateAgeOfOldestMessage'),
    };
  });
  return (minuteEndMillis) => {
    const now = nowMillis();
    const at = minuteEndMillis - 1;
    for (const { queue, visible, age } of queueMetrics) {
      record(visible, queue.counts(now).visible, at);
      record(age, Math.floor(queue.oldestMessageAgeMillis(now) / 1000), at);
    }
  };
}
