import { type AwsCall, AwsError } from '#local/aws/service.ts';
import type { Clock } from '#local/clock.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

/** What every operation needs. */
export interface QueueContext {
  readonly queues: Queues;
  readonly account: string;
  readonly endpointUrl: () => string;
  readonly clock: Clock;
  /** Aborts when the local AWS stops. */
  readonly signal: AbortSignal;
}

export function queueOf({ queues }: QueueContext, call: AwsCall): Queue {
  const queue = queues.byName(queueNameOf(call));
  if (queue) return queue;
  throw new AwsError('com.amazonaws.sqs#QueueDoesNotExist', 'The specified queue does not exist.');
}

/** Whose permission is asked for; a queue that is not there is found out only after that. */
export function queueArnOf({ queues, account }: QueueContext, call: AwsCall): string {
  const name = queueNameOf(call);
  return queues.byName(name)?.definition.arn ?? `arn:aws:sqs:*:${account}:${name}`;
}

export function urlOf({ endpointUrl, account }: QueueContext, queueName: string): string {
  return `${endpointUrl()}/${account}/${queueName}`;
}

export function textOf({ input }: AwsCall, member: string): string {
  const value = input[member];
  if (typeof value === 'string' && value !== '') return value;
  throw new AwsError('MissingParameter', `The request must contain the parameter ${member}.`);
}

/** A whole number between the bounds, or the default when it is not given. */
export function numberOf(
  { input }: AwsCall,
  member: string,
  bounds: readonly [number, number],
  byDefault: number,
): number {
  const value = input[member] ?? byDefault;
  if (typeof value === 'number' && Number.isInteger(value) && value >= bounds[0] && value <= bounds[1]) return value;
  throw new AwsError(
    'InvalidParameterValue',
    `Value ${String(value)} for parameter ${member} is invalid. Reason: Must be between ${bounds[0]} and ${bounds[1]}, if provided.`,
  );
}

/** A queue is named by itself or at the end of its URL. */
function queueNameOf(call: AwsCall): string {
  const name = call.input['QueueName'] ?? textOf(call, 'QueueUrl');
  return String(name).slice(String(name).lastIndexOf('/') + 1);
}
