import type { Deliver, DeliveryRequest } from '#local/eventbridge/delivery.ts';
import { type EventBridge, type EventBridgeOptions, startEventBridge } from '#local/eventbridge/event-bridge.ts';
import { defaultRetryPolicy, type EventRule, type EventTarget } from '#local/eventbridge/rule.ts';
import { account, region } from './aws-clients.ts';

export const busArn = `arn:aws:events:${region}:${account}:event-bus/registry`;
export const machineArn = `arn:aws:states:${region}:${account}:stateMachine:submission`;
export const queueArn = `arn:aws:sqs:${region}:${account}:dead-letters`;

export function target(more: Partial<EventTarget> = {}): EventTarget {
  return { id: 'workflow', arn: machineArn, retryPolicy: defaultRetryPolicy, deadLetterQueueArn: queueArn, ...more };
}

export function rule(more: Partial<EventRule> = {}): EventRule {
  return {
    name: 'submitted',
    arn: `arn:aws:events:${region}:${account}:rule/registry/submitted`,
    busName: 'registry',
    enabled: true,
    pattern: { source: ['customer-ids.api'] },
    targets: [target()],
    ...more,
  };
}

/** EventBridge over a folder, its targets played by `states`; nothing is sent to queues unless the test says where. */
export async function startBus(
  dataDir: string,
  states: Deliver,
  more: Partial<EventBridgeOptions> = {},
): Promise<EventBridge> {
  const bus = await startEventBridge({
    dataDir,
    account,
    region,
    buses: [{ name: 'registry', arn: busArn }],
    rules: [rule()],
    deliver: { states, sqs: states, lambda: states },
    sendToQueue: async () => 'no-such-queue',
    log: () => undefined,
    ...more,
  });
  bus.resume();
  return bus;
}

/** A target that takes everything and remembers it. */
export function takingTarget(): Deliver & { readonly taken: DeliveryRequest[] } {
  const taken: DeliveryRequest[] = [];
  const deliver: Deliver = async (request) => {
    taken.push(request);
    return { kind: 'delivered' };
  };
  return Object.assign(deliver, { taken });
}

export const entry = (more: object = {}) => ({
  EventBusName: 'registry',
  Source: 'customer-ids.api',
  DetailType: 'CustomerIdsSubmitted',
  Detail: JSON.stringify({ submissionId: 'S1', ids: ['CUST-001'] }),
  ...more,
});
