import type { Deliver, DeliveryRequest } from '#local/eventbridge/delivery.ts';
import { type EventBridge, type EventBridgeOptions, startEventBridge } from '#local/eventbridge/event-bridge.ts';
import { defaultRetryPolicy, type EventRule, type EventTarget } from '#local/eventbridge/rule.ts';
import { account, region } from './aws-clients.ts';

export const busArn = `arn:aws:events:${region}:${account}:event-bus/registry`;
export const machineArn = `arn:aws:states:${region}:${account}:stateMachine:submission`;
export const queueArn = `arn:aws:sqs:${region}:${account}:dead-letters`;

export function target(overrides: Partial<EventTarget> = {}): EventTarget {
  return {
    id: 'workflow',
    arn: machineArn,
    retryPolicy: defaultRetryPolicy,
    deadLetterQueueArn: queueArn,
    ...overrides,
  };
}

export function rule(overrides: Partial<EventRule> = {}): EventRule {
  return {
    name: 'submitted',
    arn: `arn:aws:events:${region}:${account}:rule/registry/submitted`,
    busName: 'registry',
    enabled: true,
    pattern: { source: ['customer-ids.api'] },
    targets: [target()],
    ...overrides,
  };
}

/** Starts EventBridge with `states` as every target. Sending to queues fails unless overridden. */
export async function startBus(
  dataDir: string,
  states: Deliver,
  overrides: Partial<EventBridgeOptions> = {},
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
    ...overrides,
  });
  bus.resume();
  return bus;
}

/** A target that accepts and records every delivery. */
export function createRecordingTarget(): Deliver & { readonly received: DeliveryRequest[] } {
  const received: DeliveryRequest[] = [];
  const deliver: Deliver = async (request) => {
    received.push(request);
    return { kind: 'delivered' };
  };
  return Object.assign(deliver, { received: received });
}

export const entry = (overrides: object = {}) => ({
  EventBusName: 'registry',
  Source: 'customer-ids.api',
  DetailType: 'CustomerIdsSubmitted',
  Detail: JSON.stringify({ submissionId: 'S1' }),
  ...overrides,
});
