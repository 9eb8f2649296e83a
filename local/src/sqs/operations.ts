import type { AwsOperation } from '#local/aws/service.ts';
import { getQueueAttributes } from './get-queue-attributes.ts';
import { messageIdOf } from './queue.ts';
import type { QueueContext } from './queue-context.ts';
import { queueArnOf, queueOf, textOf, urlOf } from './queue-context.ts';
import { receiveMessage } from './receive-message.ts';
import { sendMessage } from './send-message.ts';

/** What the local SQS does; everything else is refused by name. */
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
    needs: (call) => ({ action: 'sqs:DeleteMessage', resources: [queueArnOf(context, call)] }),
    run: async (call) => {
      await context.queues.remove(queueOf(context, call), messageIdOf(textOf(call, 'ReceiptHandle')));
      return {};
    },
  };
}

function getQueueUrl(context: QueueContext): AwsOperation {
  return {
    needs: (call) => ({ action: 'sqs:GetQueueUrl', resources: [queueArnOf(context, call)] }),
    run: async (call) => ({ QueueUrl: urlOf(context, queueOf(context, call).definition.name) }),
  };
}

function listQueues(context: QueueContext): AwsOperation {
  return {
    needs: () => ({ action: 'sqs:ListQueues', resources: ['*'] }),
    run: async ({ input }) => {
      const prefix = typeof input['QueueNamePrefix'] === 'string' ? input['QueueNamePrefix'] : '';
      const names = context.queues.all.map(({ definition }) => definition.name);
      return { QueueUrls: names.filter((name) => name.startsWith(prefix)).map((name) => urlOf(context, name)) };
    },
  };
}
