import type { AwsCall, AwsOperation } from '#local/aws/service.ts';
import { getQueue, type QueueContext, toQueueArn } from './queue-context.ts';

export function getQueueAttributes(context: QueueContext): AwsOperation {
  return {
    requiredPermission: (call) => ({ action: 'sqs:GetQueueAttributes', resources: [toQueueArn(context, call)] }),
    run: async (call) => {
      const queue = getQueue(context, call);
      await context.queues.expire(queue);
      const { arn, visibilityTimeoutSeconds, messageRetentionSeconds, policy } = queue.definition;
      const { visible, hidden } = queue.counts(context.clock.now());
      const attributes = {
        ApproximateNumberOfMessages: visible,
        ApproximateNumberOfMessagesNotVisible: hidden,
        ApproximateNumberOfMessagesDelayed: 0,
        QueueArn: arn,
        VisibilityTimeout: visibilityTimeoutSeconds,
        MessageRetentionPeriod: messageRetentionSeconds,
        ...(policy === undefined ? {} : { Policy: JSON.stringify(policy) }),
      };
      const requested = Object.entries(attributes).filter(([name]) => isRequested(call, name));
      return { Attributes: Object.fromEntries(requested.map(([name, value]) => [name, String(value)])) };
    },
  };
}

function isRequested({ input }: AwsCall, name: string): boolean {
  const names = input['AttributeNames'];
  return Array.isArray(names) && (names.includes('All') || names.includes(name));
}
