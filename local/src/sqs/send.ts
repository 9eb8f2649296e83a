/** As the SDK writes them. Binary attributes are refused: nothing in the stack sends any. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue: string;
}

export interface SendRequest {
  readonly queueArn: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** The AWS service that sends, and the resource it sends for: the queue's policy must let it in. */
  readonly sender: { readonly service: string; readonly sourceArn: string };
}

export type SendOutcome = 'sent' | 'no-such-queue' | 'not-allowed';

/** How other services put messages into queues. Resolves with `sent` when the message is on disk. */
export type SendToQueue = (request: SendRequest) => Promise<SendOutcome>;
