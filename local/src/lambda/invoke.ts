/**
 * How an invocation failed. `errorType` and `errorMessage` are what Lambda reports to its caller: the thrown error's name
 * and message, or Lambda's own words for a timeout, a crash or a missing handler.
 */
export interface FailedInvocation {
  readonly kind: 'threw' | 'timed-out' | 'crashed' | 'throttled';
  readonly errorType: string;
  readonly errorMessage: string;
}

/** How one invocation ended. */
export type InvocationOutcome = { readonly kind: 'returned'; readonly payload: unknown } | FailedInvocation;

/** Invokes a function of the stack by its name (an ARN's last part), and waits for its end. */
export type Invoke = (functionName: string, event: unknown) => Promise<InvocationOutcome>;
