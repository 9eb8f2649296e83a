import type { ServicePrincipal } from '#local/aws/resource-policy.ts';

/** The SDK's shape. Binary attributes are not supported. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue: string;
}

export interface SendRequest {
  readonly queueArn: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** Checked against the queue policy. */
  readonly sender: ServicePrincipal;
}

export type SendOutcome = 'sent' | 'no-such-queue' | 'not-allowed';

/** For other services. Resolves to `sent` when the message is on disk. */
export type SendToQueue = (request: SendRequest) => Promise<SendOutcome>;
