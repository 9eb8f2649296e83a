import type { ServicePrincipal } from '#local/aws/resource-policy.ts';

/** The SDK's shape. Binary attributes are not supported. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue: string;
}

/** A role of the account that its own policy allows to send. */
export interface AuthorizedRole {
  readonly roleArn: string;
}

export interface SendRequest {
  readonly queueArn: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** A service is checked against the queue policy; the caller has checked that the policy of a role allows it. */
  readonly sender: ServicePrincipal | AuthorizedRole;
}

export type SendOutcome = 'sent' | 'no-such-queue' | 'not-allowed';

/** For other services. Resolves to `sent` when the message is on disk. */
export type SendToQueue = (request: SendRequest) => Promise<SendOutcome>;
