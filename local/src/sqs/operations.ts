import type { AwsOperation } from '#local/aws/service.ts';
import { getQueueAttributes } from './get-queue-attributes.ts';
import { parseMessageId } from './queue.ts';
import type { QueueContext } from './queue-context.ts';
import { getQueue, readText, toQueueArn, toQueueUrl } from './queue-context.ts';
import { receiveMessage } from './receive-message.ts';
import { sendMessage } from './send-message.ts';

export function queueOperations(context: QueueContext): ReadonlyMap<string, AwsOperation> {
  return new Map([
    ['SendMessage', sendMessage(context)],
    ['ReceiveMessage', receiveMessage(context)],
    ['DeleteMessage', deleteMessage(context)],
    ['GetQueueAttributes', getQueueAttributes(context)],
    ['GetQueueUrl', getQueueUrl(context)],
    ['ListQueues', listQueues(context)],
  ]);
}

function deleteMessage(context: QueueContext): AwsOperation {
  return {
    requiredPermission: (call) => ({ action: 'sqs:DeleteMessage', resources: [toQueueArn(context, call)] }),
    run: async (call) => {
      await context.queues.remove(getQueue(context, call), parseMessageId(readText(call, 'ReceiptHandle')));
      return {};
    },
  };
}

function getQueueUrl(context: QueueContext): AwsOperation {
  return {
    requiredPermission: (call) => ({ action: 'sqs:GetQueueUrl', resources: [toQueueArn(context, call)] }),
    run: async (call) => ({ QueueUrl: toQueueUrl(context, getQueue(context, call).definition.name) }),
  };
}

function listQueues(context: QueueContext): AwsOperation {
  return {
    requiredPermission: () => ({ action: 'sqs:ListQueues', resources: ['*'] }),
    run: async ({ input }) => {
      const prefix = typeof input['QueueNamePrefix'] === 'string' ? input['QueueNamePrefix'] : '';
      const names = context.queues.all.map(({ definition }) => definition.name);
      return { QueueUrls: names.filter((name) => name.startsWith(prefix)).map((name) => toQueueUrl(context, name)) };
    },
  };
}
