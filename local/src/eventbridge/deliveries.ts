import { type Clock, systemClock } from '#local/clock.ts';
import { countNothing, type RecordMetric } from '#local/cloudwatch/metric.ts';
import type { SendToQueue } from '#local/sqs/send.ts';
import { sendDeadLetter } from './dead-letter.ts';
import { tryDelivery, type Undelivered, waitBefore } from './deliver-with-retry.ts';
import { type Deliver, serviceOf } from './delivery.ts';
import { type BusEvent, createEvent, type EventEntry } from './event.ts';
import type { EventRouter, Route } from './event-router.ts';
import type { PendingDeliveries, PendingDelivery } from './pending-deliveries.ts';
import { type CountForRule, countForRules } from './rule-metrics.ts';

export interface DeliveriesOptions {
  readonly account: string;
  readonly region: string;
  /** By the service in the target's ARN. */
  readonly deliver: Readonly<Record<string, Deliver>>;
  readonly sendToQueue: SendToQueue;
  readonly record?: RecordMetric;
  readonly log: (line: string) => void;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/** Carries accepted events to their targets, one task for each pair, until each has settled or the process stops. */
export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #router: EventRouter;
  readonly #pending: PendingDeliveries;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #count: CountForRule;
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(options: DeliveriesOptions, router: EventRouter, pending: PendingDeliveries) {
    this.#options = options;
    this.#router = router;
    this.#pending = pending;
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
    this.#count = countForRules(options.record ?? countNothing);
  }

  async publish(busName: string, entry: EventEntry): Promise<BusEvent> {
    const event = createEvent(entry, { ...this.#options, nowMillis: this.#clock.now() });
    const routes = this.#router.route(busName, event.envelope);
    if (routes.length === 0) return event;
    const keys = routes.map(({ key }) => key);
    for (const delivery of await this.#pending.accept(event, keys)) this.#start(delivery);
    return event;
  }

  resume(): void {
    for (const delivery of this.#pending.all()) this.#start(delivery);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running);
    await this.#pending.stop();
  }

  #start(delivery: PendingDelivery): void {
    const task = this.#carry(delivery)
      .catch((cause: unknown) => {
        if (!this.#stopping.signal.aborted) this.#options.log(`eventbridge: ${delivery.id}: ${String(cause)}`);
      })
      .finally(() => this.#running.delete(task));
    this.#running.add(task);
  }

  async #carry({ id, routeKey, event }: PendingDelivery): Promise<void> {
    const route = this.#router.find(routeKey);
    if (route === undefined)
      this.#options.log(`eventbridge: event ${event.id} is dropped: ${routeKey} is no longer in the stack.`);
    else await this.#deliver(route, event);
    await this.#pending.settle(id);
  }

  async #deliver(route: Route, event: BusEvent): Promise<void> {
    const deliver = this.#options.deliver[serviceOf(route.target.arn)];
    if (deliver === undefined) return;
    const request = {
      ruleArn: route.rule.arn,
      target: route.target,
      eventId: event.id,
      input: route.inputOf(event),
      signal: this.#stopping.signal,
    };
    const undelivered = await tryDelivery(request, {
      deliver,
      clock: this.#clock,
      random: this.#random,
      receivedAtMillis: event.receivedAtMillis,
    });
    if (undelivered === undefined) return;
    this.#count(route.rule, 'FailedInvocations');
    await this.#bury(route, event, undelivered);
  }

  /** AWS drops an event whose dead letter it cannot send; we keep it and try again, for the journal has room. */
  async #bury(route: Route, event: BusEvent, undelivered: Undelivered): Promise<void> {
    const what = `eventbridge: event ${event.id} did not reach ${route.target.arn} (${undelivered.code}: ${undelivered.message})`;
    const queueArn = route.target.deadLetterQueueArn;
    if (queueArn === undefined)
      return this.#options.log(`${what} and is dropped: the target has no dead-letter queue.`);
    this.#options.log(`${what} and goes to ${queueArn}.`);
    for (let failures = 0; ; failures += 1) {
      const outcome = await sendDeadLetter(this.#options.sendToQueue, queueArn, route, event, undelivered);
      if (outcome === 'sent') return;
      if (failures === 0) this.#count(route.rule, 'InvocationsFailedToBeSentToDlq');
      this.#options.log(`eventbridge: the dead letter of event ${event.id} is kept here: ${queueArn} says ${outcome}.`);
      await this.#clock.wait(waitBefore(failures, this.#random), this.#stopping.signal);
    }
  }
}
