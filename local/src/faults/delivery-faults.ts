import { setTimeout as sleep } from 'node:timers/promises';
import type { Deliver, DeliveryOutcome, DeliveryRequest } from '#local/eventbridge/delivery.ts';
import { internalError, noPermissions } from '#local/eventbridge/delivery.ts';
import type { SendToQueue } from '#local/sqs/send.ts';
import { type Faults, nameInArn } from './faults.ts';
import type { Fault } from './scenario.ts';
import { seededRandom } from './seeded-random.ts';

/** Injects the faults of the point `delivery`. */
export function withDeliveryFaults(faults: Faults, deliver: Deliver): Deliver {
  const group = new ShuffledGroup(faults);
  return async (request) => {
    const name = nameInArn(request.target.arn);
    const fault = faults.find('delivery', { operation: 'Deliver', function: name, text: request.input });
    return fault ? inject(fault, { faults, group, deliver, request }) : deliver(request);
  };
}

interface Delivery {
  readonly faults: Faults;
  readonly group: ShuffledGroup;
  readonly deliver: Deliver;
  readonly request: DeliveryRequest;
}

async function inject({ mode, argument }: Fault<'delivery'>, delivery: Delivery): Promise<DeliveryOutcome> {
  const { deliver, request } = delivery;
  switch (mode) {
    case 'duplicate': {
      const outcomes = await Promise.all(Array.from({ length: Number(argument ?? 2) }, () => deliver(request)));
      return outcomes.find(({ kind }) => kind !== 'delivered') ?? { kind: 'delivered' };
    }
    case 'shuffle':
      await delivery.group.wait(Number(argument ?? 2));
      return deliver(request);
    case 'latency':
      // Without an argument: until the scenario ends.
      await sleep(Number(argument ?? 2 ** 31 - 1), undefined, { signal: delivery.faults.cleared }).catch(
        () => undefined,
      );
      return deliver(request);
    case 'deny':
      return noPermissions('Injected: not authorized to invoke the target.');
    case 'throttle':
      return internalError('Injected: the target is throttled.');
    case 'poison':
      return deliver({ ...request, input: String(argument ?? '{"detail":null}') });
  }
}

/** Holds deliveries until there are enough, or the scenario ends, and then releases them in random order. */
class ShuffledGroup {
  readonly #faults: Faults;
  readonly #random = seededRandom(1);
  #waiting: (() => void)[] = [];

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  async wait(size: number): Promise<void> {
    const { cleared } = this.#faults;
    const released = new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      cleared.addEventListener('abort', () => resolve(), { once: true });
    });
    if (this.#waiting.length >= size) this.#release();
    await released;
  }

  #release(): void {
    const order = this.#waiting.map((resolve) => ({ resolve, rank: this.#random() }));
    this.#waiting = [];
    for (const { resolve } of order.toSorted((a, b) => a.rank - b.rank)) resolve();
  }
}

/** Injects the faults of the point `dead-letter`. */
export function withDeadLetterFaults(faults: Faults, send: SendToQueue): SendToQueue {
  return async (request) => {
    const name = nameInArn(request.queueArn);
    const fault = faults.find('dead-letter', { operation: 'DeadLetter', function: name, text: request.body });
    if (fault?.mode === 'throttle') throw new Error('Injected: the queue is not available.');
    return fault ? 'not-allowed' : send(request);
  };
}
