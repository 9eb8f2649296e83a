import type { ServiceSender } from '#local/aws/resource-policy.ts';

/** As the SDK writes them. Binary attributes are refused: nothing in the stack sends any. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue: string;
}

export interface SendRequest {
  readonly queueArn: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** Whom the queue's policy must let in. */
  readonly sender: ServiceSender;
}

export type SendOutcome = 'sent' | 'no-such-queue' | 'not-allowed';

/** How other services put messages into queues. Resolves with `sent` when the message is on disk. */
export type SendToQueue = (request: SendRequest) => Promise<SendOutcome>;
