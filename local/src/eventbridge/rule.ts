export interface EventBus {
  readonly name: string;
  readonly arn: string;
}

export interface EventRule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly enabled: boolean;
  /** Parsed JSON. */
  readonly pattern: unknown;
  readonly targets: readonly EventTarget[];
}

export interface EventTarget {
  readonly id: string;
  readonly arn: string;
  readonly roleArn?: string | undefined;
  /** The part of the event that the target receives. Without a path or a transformer, it receives the whole event. */
  readonly inputPath?: string | undefined;
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

/** AWS's default retry policy. */
export const defaultRetryPolicy: RetryPolicy = { maximumEventAgeSeconds: 86_400, maximumRetryAttempts: 185 };
