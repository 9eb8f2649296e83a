import { recordAttempt } from './sdk-failure.ts';

type Handler<Input, Output> = (args: Input) => Promise<Output>;

/** Inside the SDK's own retries, which show only the last failure of several. */
export const attemptRecorderPlace = { step: 'finalizeRequest', priority: 'low', name: 'recordAttempt' } as const;

export function attemptRecorder<Input, Output>(next: Handler<Input, Output>): Handler<Input, Output> {
  const failures: unknown[] = [];
  return (args) => recordAttempt(failures, () => next(args));
}
