import { type AwsCall, AwsError, type AwsOperation, type Principal } from '#local/aws/service.ts';
import { digestOfAttributes, digestOfBody } from './digest.ts';
import { type QueueContext, queueArnOf, queueOf, textOf } from './queue-context.ts';
import type { MessageAttribute } from './send.ts';

const bodyBytesMax = 1_048_576;
/** Members that would change what happens to the message; ignoring them would be a lie. */
const refused = ['DelaySeconds', 'MessageSystemAttributes', 'MessageDeduplicationId', 'MessageGroupId'];

export function sendMessage(context: QueueContext): AwsOperation {
  return {
    needs: (call) => ({ action: 'sqs:SendMessage', resources: [queueArnOf(context, call)] }),
    run: async (call) => {
      const member = refused.find((name) => call.input[name] !== undefined && call.input[name] !== 0);
      if (member) throw new AwsError('UnsupportedOperation', `The local SQS does not emulate ${member}.`);
      const body = textOf(call, 'MessageBody');
      if (Buffer.byteLength(body) > bodyBytesMax) {
        throw new AwsError(
          'InvalidParameterValue',
          `One or more parameters are invalid. Reason: Message must be shorter than ${bodyBytesMax} bytes.`,
        );
      }
      const attributes = attributesOf(call);
      const senderId = senderOf(call.principal);
      const { id } = await context.queues.send(queueOf(context, call), { body, attributes, senderId });
      return {
        MessageId: id,
        MD5OfMessageBody: digestOfBody(body),
        ...(Object.keys(attributes).length > 0 ? { MD5OfMessageAttributes: digestOfAttributes(attributes) } : {}),
      };
    },
  };
}

function attributesOf({ input }: AwsCall): Readonly<Record<string, MessageAttribute>> {
  const attributes = Object.entries(input['MessageAttributes'] ?? {}).map(([name, attribute]) => {
    if (isMessageAttribute(attribute)) return [name, attribute] as const;
    throw new AwsError(
      'InvalidParameterValue',
      `The local SQS takes attributes with a StringValue only; "${name}" has none.`,
    );
  });
  return Object.fromEntries(attributes);
}

function isMessageAttribute(value: unknown): value is MessageAttribute {
  if (typeof value !== 'object' || value === null) return false;
  return typeof Reflect.get(value, 'DataType') === 'string' && typeof Reflect.get(value, 'StringValue') === 'string';
}

const senderOf = (principal: Principal): string =>
  principal.kind === 'role' ? `${principal.roleName}:${principal.functionName}` : 'developer';
