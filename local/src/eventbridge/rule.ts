/** The parts of the stack that EventBridge is made of, as plain values. */
export interface EventBus {
  readonly name: string;
  readonly arn: string;
}

export interface EventRule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly enabled: boolean;
  /** JSON, already parsed. */
  readonly pattern: unknown;
  readonly targets: readonly EventTarget[];
}

export interface EventTarget {
  readonly id: string;
  readonly arn: string;
  readonly roleArn?: string | undefined;
  /** Without one the target gets the whole event. */
  readonly inputTransformer?: InputTransformer | undefined;
  readonly retryPolicy: RetryPolicy;
  readonly deadLetterQueueArn?: string | undefined;
}

export interface InputTransformer {
  readonly paths: Readonly<Record<string, string>>;
  readonly template: string;
}

export interface RetryPolicy {
  readonly maximumEventAgeSeconds: number;
  readonly maximumRetryAttempts: number;
}

/** What AWS does for a target that has no retry policy of its own. */
export const defaultRetryPolicy: RetryPolicy = { maximumEventAgeSeconds: 86_400, maximumRetryAttempts: 185 };
