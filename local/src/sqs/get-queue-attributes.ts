import type { AwsCall, AwsOperation } from '#local/aws/service.ts';
import { type QueueContext, queueArnOf, queueOf } from './queue-context.ts';

export function getQueueAttributes(context: QueueContext): AwsOperation {
  return {
    needs: (call) => ({ action: 'sqs:GetQueueAttributes', resources: [queueArnOf(context, call)] }),
    run: async (call) => {
      const queue = queueOf(context, call);
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
      const asked = Object.entries(attributes).filter(([name]) => isAsked(call, name));
      return { Attributes: Object.fromEntries(asked.map(([name, value]) => [name, String(value)])) };
    },
  };
}

function isAsked({ input }: AwsCall, name: string): boolean {
  const names = input['AttributeNames'];
  return Array.isArray(names) && (names.includes('All') || names.includes(name));
}
