/**
 * `errorType` and `errorMessage` are what Lambda reports to the caller: the name and message of the thrown error, or
 * Lambda's own for a timeout, a crash or a missing handler.
 */
export interface FailedInvocation {
  readonly kind: 'threw' | 'timed-out' | 'crashed' | 'throttled';
  readonly errorType: string;
  readonly errorMessage: string;
}

export type InvocationOutcome = { readonly kind: 'returned'; readonly payload: unknown } | FailedInvocation;

/** Invokes a function by name or ARN and waits for the result. */
export type Invoke = (functionName: string, event: unknown) => Promise<InvocationOutcome>;

/** Like Invoke, but `refused` if the machine is overloaded: nothing was run. */
export type InvokeOrRefuse = (functionName: string, event: unknown) => Promise<InvocationOutcome | 'refused'>;
