import type { AwsCall, AwsOperation } from '#local/aws/service.ts';
import { md5OfAttributes, md5OfBody } from './digest.ts';
import type { Queue, ReceivedMessage } from './queue.ts';
import { getQueue, type QueueContext, readNumber, toQueueArn } from './queue-context.ts';
import type { MessageAttribute } from './send.ts';

const pollMillis = 100;

export function receiveMessage(context: QueueContext): AwsOperation {
  return {
    requiredPermission: (call) => ({ action: 'sqs:ReceiveMessage', resources: [toQueueArn(context, call)] }),
    run: async (call) => {
      const queue = getQueue(context, call);
      const messages = await poll(context, queue, call);
      return messages.length === 0 ? {} : { Messages: messages.map((received) => toMessage(received, call)) };
    },
  };
}

/** Long polling: repeats until a message is visible or WaitTimeSeconds has passed. */
async function poll(
  { queues, clock, signal }: QueueContext,
  queue: Queue,
  call: AwsCall,
): Promise<readonly ReceivedMessage[]> {
  const max = readNumber(call, 'MaxNumberOfMessages', [1, 10], 1);
  const visibilityTimeoutSeconds = readNumber(
    call,
    'VisibilityTimeout',
    [0, 43_200],
    queue.definition.visibilityTimeoutSeconds,
  );
  const deadlineMillis = clock.now() + readNumber(call, 'WaitTimeSeconds', [0, 20], 0) * 1000;
  await queues.expire(queue);
  for (;;) {
    const received = queue.receive(clock.now(), max, visibilityTimeoutSeconds);
    if (received.length > 0 || clock.now() >= deadlineMillis || signal.aborted) return received;
    await clock.wait(pollMillis, signal).catch(() => undefined);
  }
}

function toMessage({ message, receiptHandle, receiveCount, firstReceivedAtMillis }: ReceivedMessage, call: AwsCall) {
  const system = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAtMillis),
    ApproximateReceiveCount: String(receiveCount),
    ApproximateFirstReceiveTimestamp: String(firstReceivedAtMillis),
  };
  const systemNames = [...readNames(call, 'MessageSystemAttributeNames'), ...readNames(call, 'AttributeNames')];
  const attributes = pickRequested(message.attributes, readNames(call, 'MessageAttributeNames'));
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle,
    Body: message.body,
    MD5OfBody: md5OfBody(message.body),
    ...(systemNames.length > 0 ? { Attributes: pickRequested(system, systemNames) } : {}),
    ...(Object.keys(attributes).length > 0
      ? { MessageAttributes: attributes, MD5OfMessageAttributes: md5OfAttributes(attributes) }
      : {}),
  };
}

/** Selects by name, by prefix (`RULE.*`), or `All`. */
function pickRequested<Value extends string | MessageAttribute>(
  members: Readonly<Record<string, Value>>,
  names: readonly string[],
): Readonly<Record<string, Value>> {
  const isRequested = (member: string): boolean =>
    names.some(
      (name) => name === 'All' || name === member || (name.endsWith('.*') && member.startsWith(name.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(members).filter(([member]) => isRequested(member)));
}

function readNames({ input }: AwsCall, member: string): readonly string[] {
  const names = input[member];
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}
