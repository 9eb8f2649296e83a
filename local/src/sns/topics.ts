import { compileResourcePolicy, type ServiceMay, type ServiceSender } from '#local/aws/resource-policy.ts';
import type { Stack } from '#local/stack.ts';

export interface Notification {
  readonly topicArn: string;
  readonly sender: ServiceSender;
  readonly line: string;
}

export type Publish = (notification: Notification) => void;

/** The topics of the stack. Nobody gets mail from a laptop: what they would be told is a line in the log. */
export function createTopics(stack: Stack, log: (line: string) => void): Publish {
  const prefix = stack.arnPrefixOf('sns');
  const topics = new Set(stack.ofType('aws_sns_topic').map((values) => `${prefix}:${values.text('name')}`));
  const policies = new Map(
    stack.ofType('aws_sns_topic_policy').map((values): [string, ServiceMay] => {
      const arn = values.text('arn');
      return [arn, compileResourcePolicy(`topic ${arn}`, stack.account, values.record('policy').fields)];
    }),
  );
  return ({ topicArn, sender, line }) => {
    if (!topics.has(topicArn)) return log(`sns: nobody hears "${line}": there is no topic ${topicArn}.`);
    const isAllowed = policies.get(topicArn)?.('sns:Publish', topicArn, sender) ?? false;
    if (!isAllowed)
      return log(`sns: nobody hears "${line}": the policy of ${topicArn} does not let ${sender.service} in.`);
    log(line);
  };
}
