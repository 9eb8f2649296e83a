import { recordAttempt, withAttempts } from './sdk-failure.ts';

type Handler<Input, Output> = (args: Input) => Promise<Output>;

/**
 * The SDK shows one failure of all its attempts, or only that it stopped waiting. One recorder stands around the SDK's
 * retries and one inside; they know by the context, which is new for each call, that they speak of the same one.
 */
export const callRecorderPlace = { step: 'initialize', priority: 'high', name: 'recordCall' } as const;
export const attemptRecorderPlace = { step: 'finalizeRequest', priority: 'low', name: 'recordAttempt' } as const;

export function callRecorder<Input, Output>(next: Handler<Input, Output>, call: object): Handler<Input, Output> {
  return (args) => withAttempts(call, () => next(args));
}

export function attemptRecorder<Input, Output>(next: Handler<Input, Output>, call: object): Handler<Input, Output> {
  return (args) => recordAttempt(call, () => next(args));
}
