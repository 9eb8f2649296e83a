import type { SendOutcome, SendToQueue } from '#local/sqs/send.ts';
import type { DeliveryFailure } from './deliver-with-retry.ts';
import type { BusEvent } from './event.ts';
import type { Route } from './event-router.ts';

/** Sends the original event to the target's dead-letter queue, with AWS's error attributes. */
export function sendDeadLetter(
  send: SendToQueue,
  queueArn: string,
  { rule, target }: Route,
  event: BusEvent,
  { code, message, retries, exhausted }: DeliveryFailure,
): Promise<SendOutcome> {
  const texts = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.arn,
    ERROR_CODE: code,
    ERROR_MESSAGE: message.slice(0, 1_000),
    ...(exhausted ? { EXHAUSTED_RETRY_CONDITION: exhausted } : {}),
  };
  return send({
    queueArn,
    body: event.envelope,
    attributes: {
      ...Object.fromEntries(
        Object.entries(texts).map(([name, text]) => [name, { DataType: 'String', StringValue: text }]),
      ),
      RETRY_ATTEMPTS: { DataType: 'Number', StringValue: String(retries) },
    },
    sender: { service: 'events.amazonaws.com', sourceArn: rule.arn },
  });
}
