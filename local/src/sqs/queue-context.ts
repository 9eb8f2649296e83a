import { type AwsCall, AwsError } from '#local/aws/service.ts';
import type { Clock } from '#local/clock.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

/** The dependencies of the operations. */
export interface QueueContext {
  readonly queues: Queues;
  readonly account: string;
  readonly endpointUrl: () => string;
  readonly clock: Clock;
  /** Aborts when the local AWS stops. */
  readonly signal: AbortSignal;
}

export function getQueue({ queues }: QueueContext, call: AwsCall): Queue {
  const queue = queues.byName(readQueueName(call));
  if (queue) return queue;
  throw new AwsError('com.amazonaws.sqs#QueueDoesNotExist', 'The specified queue does not exist.');
}

/** Also for unknown queues: permission is checked before existence. */
export function toQueueArn({ queues, account }: QueueContext, call: AwsCall): string {
  const name = readQueueName(call);
  return queues.byName(name)?.definition.arn ?? `arn:aws:sqs:*:${account}:${name}`;
}

export function toQueueUrl({ endpointUrl, account }: QueueContext, queueName: string): string {
  return `${endpointUrl()}/${account}/${queueName}`;
}

export function readText({ input }: AwsCall, member: string): string {
  const value = input[member];
  if (typeof value === 'string' && value !== '') return value;
  throw new AwsError('MissingParameter', `The request must contain the parameter ${member}.`);
}

/** Reads an integer within the bounds, or returns the default. */
export function readNumber(
  { input }: AwsCall,
  member: string,
  bounds: readonly [number, number],
  defaultValue: number,
): number {
  const value = input[member] ?? defaultValue;
  if (typeof value === 'number' && Number.isInteger(value) && value >= bounds[0] && value <= bounds[1]) return value;
  throw new AwsError(
    'InvalidParameterValue',
    `Value ${String(value)} for parameter ${member} is invalid. Reason: Must be between ${bounds[0]} and ${bounds[1]}, if provided.`,
  );
}

/** Accepts QueueName or QueueUrl. */
function readQueueName(call: AwsCall): string {
  const name = call.input['QueueName'] ?? readText(call, 'QueueUrl');
  return String(name).slice(String(name).lastIndexOf('/') + 1);
}
