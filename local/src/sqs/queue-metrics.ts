import { metricOf, type RecordMetric } from '#local/cloudwatch/metric.ts';
import type { Queue } from './queue.ts';

/** Tells CloudWatch how full the queues are, at the end of a minute. */
export type MeasureQueues = (minuteEndMillis: number) => void;

export function measureQueues(queues: readonly Queue[], record: RecordMetric, nowMillis: () => number): MeasureQueues {
  const measured = queues.map((queue) => {
    const ofQueue = (name: string) => metricOf('AWS/SQS', name, { QueueName: queue.definition.name });
    return {
      queue,
      visible: ofQueue('ApproximateNumberOfMessagesVisible'),
      age: ofQueue('ApproximateAgeOfOldestMessage'),
    };
  });
  return (minuteEndMillis) => {
    const now = nowMillis();
    const at = minuteEndMillis - 1;
    for (const { queue, visible, age } of measured) {
      record(visible, queue.counts(now).visible, at);
      record(age, Math.floor(queue.oldestAgeMillis(now) / 1000), at);
    }
  };
}
