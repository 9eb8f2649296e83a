import { type AwsCall, AwsError, type AwsOperation, type Principal } from '#local/aws/service.ts';
import { md5OfAttributes, md5OfBody } from './digest.ts';
import { getQueue, type QueueContext, readText, toQueueArn } from './queue-context.ts';
import type { MessageAttribute } from './send.ts';

const bodyBytesMax = 1_048_576;
/** Parameters that must not be silently ignored. */
const unsupportedMembers = ['DelaySeconds', 'MessageSystemAttributes', 'MessageDeduplicationId', 'MessageGroupId'];

export function sendMessage(context: QueueContext): AwsOperation {
  return {
    requiredPermission: (call) => ({ action: 'sqs:SendMessage', resources: [toQueueArn(context, call)] }),
    run: async (call) => {
      const member = unsupportedMembers.find((name) => call.input[name] !== undefined && call.input[name] !== 0);
      if (member) throw new AwsError('UnsupportedOperation', `The local SQS does not emulate ${member}.`);
      const body = readText(call, 'MessageBody');
      if (Buffer.byteLength(body) > bodyBytesMax) {
        throw new AwsError(
          'InvalidParameterValue',
          `One or more parameters are invalid. Reason: Message must be shorter than ${bodyBytesMax} bytes.`,
        );
      }
      const attributes = readAttributes(call);
      const senderId = toSenderId(call.principal);
      const { id } = await context.queues.send(getQueue(context, call), { body, attributes, senderId });
      return {
        MessageId: id,
        MD5OfMessageBody: md5OfBody(body),
        ...(Object.keys(attributes).length > 0 ? { MD5OfMessageAttributes: md5OfAttributes(attributes) } : {}),
      };
    },
  };
}

function readAttributes({ input }: AwsCall): Readonly<Record<string, MessageAttribute>> {
  const attributes = Object.entries(input['MessageAttributes'] ?? {}).map(([name, attribute]) => {
    if (isMessageAttribute(attribute)) return [name, attribute] as const;
    throw new AwsError(
      'InvalidParameterValue',
      `The local SQS supports only attributes with a StringValue; "${name}" has none.`,
    );
  });
  return Object.fromEntries(attributes);
}

function isMessageAttribute(value: unknown): value is MessageAttribute {
  if (typeof value !== 'object' || value === null) return false;
  return typeof Reflect.get(value, 'DataType') === 'string' && typeof Reflect.get(value, 'StringValue') === 'string';
}

const toSenderId = (principal: Principal): string =>
  principal.kind === 'role' ? `${principal.roleName}:${principal.functionName}` : 'developer';
