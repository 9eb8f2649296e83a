/**
 * How one invocation ended. `errorType` and `errorMessage` are what Lambda reports to its caller:
 * the thrown error's name and message, or Lambda's own words for a timeout, a crash or a missing handler.
 */
export type InvocationOutcome =
  | { readonly kind: 'returned'; readonly payload: unknown }
  | { readonly kind: 'threw'; readonly errorType: string; readonly errorMessage: string }
  | { readonly kind: 'timed-out'; readonly errorType: string; readonly errorMessage: string }
  | { readonly kind: 'crashed'; readonly errorType: string; readonly errorMessage: string }
  | { readonly kind: 'throttled'; readonly errorType: string; readonly errorMessage: string };

/** Invokes a function of the stack by its name (an ARN's last part), and waits for its end. */
export type Invoke = (functionName: string, event: unknown) => Promise<InvocationOutcome>;
