import { recordAttempt, withAttempts } from './sdk-failure.ts';

type Handler<Input, Output> = (args: Input) => Promise<Output>;

/**
 * The SDK reports one error for all attempts of a call. `callRecorder` runs outside its retries, `attemptRecorder` inside;
 * the middleware context, which is new for each call, links them.
 */
export const callRecorderPlace = { step: 'initialize', priority: 'high', name: 'recordCall' } as const;
export const attemptRecorderPlace = { step: 'finalizeRequest', priority: 'low', name: 'recordAttempt' } as const;

export function callRecorder<Input, Output>(next: Handler<Input, Output>, call: object): Handler<Input, Output> {
  return (args) => withAttempts(call, () => next(args));
}

export function attemptRecorder<Input, Output>(next: Handler<Input, Output>, call: object): Handler<Input, Output> {
  return (args) => recordAttempt(call, () => next(args));
}
