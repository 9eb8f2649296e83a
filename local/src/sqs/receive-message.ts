import type { AwsCall, AwsOperation } from '#local/aws/service.ts';
import { digestOfAttributes, digestOfBody } from './digest.ts';
import type { Queue, Received } from './queue.ts';
import { numberOf, type QueueContext, queueArnOf, queueOf } from './queue-context.ts';
import type { MessageAttribute } from './send.ts';

const pollMillis = 100;

export function receiveMessage(context: QueueContext): AwsOperation {
  return {
    needs: (call) => ({ action: 'sqs:ReceiveMessage', resources: [queueArnOf(context, call)] }),
    run: async (call) => {
      const queue = queueOf(context, call);
      const messages = await poll(context, queue, call);
      return messages.length === 0 ? {} : { Messages: messages.map((received) => toMessage(received, call)) };
    },
  };
}

/** Looks again and again until there is a message or the wait is over. */
async function poll(
  { queues, clock, signal }: QueueContext,
  queue: Queue,
  call: AwsCall,
): Promise<readonly Received[]> {
  const max = numberOf(call, 'MaxNumberOfMessages', [1, 10], 1);
  const hiddenSeconds = numberOf(call, 'VisibilityTimeout', [0, 43_200], queue.definition.visibilityTimeoutSeconds);
  const untilMillis = clock.now() + numberOf(call, 'WaitTimeSeconds', [0, 20], 0) * 1000;
  await queues.expire(queue);
  for (;;) {
    const received = queue.receive(clock.now(), max, hiddenSeconds);
    if (received.length > 0 || clock.now() >= untilMillis || signal.aborted) return received;
    await clock.wait(pollMillis, signal).catch(() => undefined);
  }
}

function toMessage({ message, receiptHandle, receiveCount, firstReceivedAtMillis }: Received, call: AwsCall) {
  const system = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAtMillis),
    ApproximateReceiveCount: String(receiveCount),
    ApproximateFirstReceiveTimestamp: String(firstReceivedAtMillis),
  };
  const asked = [...listOf(call, 'MessageSystemAttributeNames'), ...listOf(call, 'AttributeNames')];
  const attributes = only(message.attributes, listOf(call, 'MessageAttributeNames'));
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle,
    Body: message.body,
    MD5OfBody: digestOfBody(message.body),
    ...(asked.length > 0 ? { Attributes: only(system, asked) } : {}),
    ...(Object.keys(attributes).length > 0
      ? { MessageAttributes: attributes, MD5OfMessageAttributes: digestOfAttributes(attributes) }
      : {}),
  };
}

/** The members that are asked for: by name, by the beginning of the name (`RULE.*`), or `All`. */
function only<Value extends string | MessageAttribute>(
  members: Readonly<Record<string, Value>>,
  names: readonly string[],
): Readonly<Record<string, Value>> {
  const isAsked = (member: string): boolean =>
    names.some(
      (name) => name === 'All' || name === member || (name.endsWith('.*') && member.startsWith(name.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(members).filter(([member]) => isAsked(member)));
}

function listOf({ input }: AwsCall, member: string): readonly string[] {
  const names = input[member];
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}
