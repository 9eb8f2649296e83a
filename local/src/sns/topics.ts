import { compileResourcePolicy, type IsServiceAllowed, type ServicePrincipal } from '#local/aws/resource-policy.ts';
import type { Stack } from '#local/stack.ts';

export interface Notification {
  readonly topicArn: string;
  readonly sender: ServicePrincipal;
  readonly line: string;
}

export type Publish = (notification: Notification) => void;

/** Publishes to a topic by logging the notification; no e-mail is sent. */
export function createPublish(stack: Stack, log: (line: string) => void): Publish {
  const prefix = stack.arnPrefix('sns');
  const topics = new Set(stack.ofType('aws_sns_topic').map((values) => `${prefix}:${values.text('name')}`));
  const policies = new Map(
    stack.ofType('aws_sns_topic_policy').map((values): [string, IsServiceAllowed] => {
      const arn = values.text('arn');
      return [arn, compileResourcePolicy(`topic ${arn}`, stack.account, values.record('policy').fields)];
    }),
  );
  return ({ topicArn, sender, line }) => {
    if (!topics.has(topicArn)) return log(`sns: notification not delivered, topic ${topicArn} does not exist: ${line}`);
    const isAllowed = policies.get(topicArn)?.('sns:Publish', topicArn, sender) ?? false;
    if (!isAllowed)
      return log(
        `sns: notification not delivered, the policy of ${topicArn} does not allow ${sender.service}: ${line}`,
      );
    log(line);
  };
}
