import { join } from 'node:path';
import type { AwsService } from '#local/aws/service.ts';
import { Deliveries, type DeliveriesOptions } from './deliveries.ts';
import { parseService } from './delivery.ts';
import type { PublishEvent } from './event.ts';
import { createRouter } from './event-router.ts';
import { openPendingDeliveries } from './pending-deliveries.ts';
import { putEvents } from './put-events.ts';
import type { EventBus, EventRule } from './rule.ts';

export interface EventBridgeOptions extends DeliveriesOptions {
  readonly dataDir: string;
  /** Custom buses; the default bus always exists. */
  readonly buses: readonly EventBus[];
  readonly rules: readonly EventRule[];
}

export interface EventBridge {
  readonly service: AwsService;
  readonly publish: PublishEvent;
  /** Resumes deliveries of the previous run. Call it after all targets have started. */
  readonly resume: () => void;
  readonly stop: () => Promise<void>;
}

export async function startEventBridge(options: EventBridgeOptions): Promise<EventBridge> {
  const router = createRouter(options.rules);
  rejectUnreachableTargets(options);
  const pending = await openPendingDeliveries(join(options.dataDir, 'eventbridge', 'deliveries.journal'), options.log);
  const deliveries = new Deliveries(options, router, pending);
  const publish: PublishEvent = (busName, entry) => deliveries.publish(busName, entry);
  return {
    publish,
    service: {
      targetPrefix: 'AWSEvents',
      contentType: 'application/x-amz-json-1.1',
      operations: new Map([['PutEvents', putEvents({ ...options, publish })]]),
    },
    resume: () => deliveries.resume(),
    stop: () => deliveries.stop(),
  };
}

function rejectUnreachableTargets({ rules, buses, deliver }: EventBridgeOptions): void {
  const busNames = new Set(['default', ...buses.map(({ name }) => name)]);
  for (const { name, busName, targets } of rules) {
    if (!busNames.has(busName))
      throw new Error(`Rule ${name} refers to the bus ${busName}, which is not in the stack.`);
    const target = targets.find(({ arn }) => !Object.hasOwn(deliver, parseService(arn)));
    if (target) throw new Error(`Rule ${name}: the target ${target.arn} is not emulated.`);
  }
}
