import type { FailedInvocation } from './invoke.ts';

export type FailureCondition = 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';

/** An event that an asynchronously invoked function did not process. */
export interface FailedEvent {
  readonly requestId: string;
  readonly functionArn: string;
  readonly event: unknown;
  readonly condition: FailureCondition;
  readonly invokeCount: number;
  /** Of the last invocation. */
  readonly outcome: FailedInvocation;
}

/** The message that Lambda sends to an on-failure destination. A throttled invocation has no response. */
export function toInvocationRecord(failed: FailedEvent, timestamp: Date): object {
  const { requestId, functionArn, event, condition, invokeCount, outcome } = failed;
  const { kind, errorType, errorMessage } = outcome;
  return {
    version: '1.0',
    timestamp: timestamp.toISOString(),
    requestContext: { requestId, functionArn, condition, approximateInvokeCount: invokeCount },
    requestPayload: event,
    ...(kind === 'throttled'
      ? {}
      : {
          responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
          responsePayload: { errorType, errorMessage },
        }),
  };
}
