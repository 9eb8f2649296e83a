import type { SendToQueue } from '#local/sqs/send.ts';
import { type Deliver, noPermissions, noResource } from './delivery.ts';

export function deliverToQueue(send: SendToQueue): Deliver {
  return async ({ target, ruleArn, input }) => {
    const sender = { service: 'events.amazonaws.com', sourceArn: ruleArn };
    const outcome = await send({ queueArn: target.arn, body: input, attributes: {}, sender });
    if (outcome === 'no-such-queue') return noResource(`Queue ${target.arn} does not exist.`);
    if (outcome === 'not-allowed')
      return noPermissions(`The policy of ${target.arn} does not allow ${ruleArn} to send messages.`);
    return { kind: 'delivered' };
  };
}
