import { type Clock, systemClock } from '#local/clock.ts';
import { discardMetric, type RecordMetric } from '#local/cloudwatch/metric.ts';
import type { SendToQueue } from '#local/sqs/send.ts';
import { sendDeadLetter } from './dead-letter.ts';
import { type DeliveryFailure, deliverWithRetry, retryDelayMillis } from './deliver-with-retry.ts';
import { type Deliver, parseService } from './delivery.ts';
import { type BusEvent, createEvent, type EventEntry } from './event.ts';
import type { EventRouter, Route } from './event-router.ts';
import type { PendingDeliveries, PendingDelivery } from './pending-deliveries.ts';
import { createRuleMetrics, type RecordRuleMetric } from './rule-metrics.ts';

export interface DeliveriesOptions {
  readonly account: string;
  readonly region: string;
  /** By service in the target's ARN. */
  readonly deliver: Readonly<Record<string, Deliver>>;
  readonly sendToQueue: SendToQueue;
  readonly record?: RecordMetric;
  readonly log: (line: string) => void;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/** Delivers accepted events, with one task per event and target, until each has completed or the process stops. */
export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #router: EventRouter;
  readonly #pending: PendingDeliveries;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #recordRuleMetric: RecordRuleMetric;
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(options: DeliveriesOptions, router: EventRouter, pending: PendingDeliveries) {
    this.#options = options;
    this.#router = router;
    this.#pending = pending;
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
    this.#recordRuleMetric = createRuleMetrics(options.record ?? discardMetric);
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
    const task = this.#process(delivery)
      .catch((cause: unknown) => {
        if (!this.#stopping.signal.aborted) this.#options.log(`eventbridge: ${delivery.id}: ${String(cause)}`);
      })
      .finally(() => this.#running.delete(task));
    this.#running.add(task);
  }

  async #process({ id, routeKey, event }: PendingDelivery): Promise<void> {
    const route = this.#router.find(routeKey);
    if (route === undefined)
      this.#options.log(`eventbridge: dropped event ${event.id}: target ${routeKey} is no longer in the stack`);
    else await this.#deliverToTarget(route, event);
    await this.#pending.complete(id);
  }

  async #deliverToTarget(route: Route, event: BusEvent): Promise<void> {
    const deliver = this.#options.deliver[parseService(route.target.arn)];
    if (deliver === undefined) return;
    const request = {
      ruleArn: route.rule.arn,
      target: route.target,
      eventId: event.id,
      input: route.toInput(event),
      signal: this.#stopping.signal,
    };
    const failure = await deliverWithRetry(request, {
      deliver,
      clock: this.#clock,
      random: this.#random,
      receivedAtMillis: event.receivedAtMillis,
    });
    if (failure === undefined) return;
    this.#recordRuleMetric(route.rule, 'FailedInvocations');
    await this.#sendToDeadLetterQueue(route, event, failure);
  }

  /** Retries until the message is sent. AWS would drop the event; here it stays in the journal. */
  async #sendToDeadLetterQueue(route: Route, event: BusEvent, failure: DeliveryFailure): Promise<void> {
    const summary = `eventbridge: event ${event.id} was not delivered to ${route.target.arn} (${failure.code}: ${failure.message})`;
    const queueArn = route.target.deadLetterQueueArn;
    if (queueArn === undefined)
      return this.#options.log(`${summary}; dropped because the target has no dead-letter queue`);
    this.#options.log(`${summary}; sending it to ${queueArn}`);
    for (let failures = 0; ; failures += 1) {
      const outcome = await sendDeadLetter(this.#options.sendToQueue, queueArn, route, event, failure);
      if (outcome === 'sent') return;
      if (failures === 0) this.#recordRuleMetric(route.rule, 'InvocationsFailedToBeSentToDlq');
      this.#options.log(`eventbridge: sending event ${event.id} to ${queueArn} failed (${outcome}), retrying`);
      await this.#clock.wait(retryDelayMillis(failures, this.#random), this.#stopping.signal);
    }
  }
}
