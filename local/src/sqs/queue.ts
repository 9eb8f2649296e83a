import { randomUUID } from 'node:crypto';
import type { Message } from './message.ts';

/** The parts of an `aws_sqs_queue` that the local SQS heeds. */
export interface QueueDefinition {
  readonly name: string;
  readonly arn: string;
  readonly visibilityTimeoutSeconds: number;
  readonly messageRetentionSeconds: number;
  /** The queue's policy, decoded; undefined when it has none. */
  readonly policy: unknown;
}

export interface Received {
  readonly message: Message;
  readonly receiptHandle: string;
  readonly receiveCount: number;
  readonly firstReceivedAtMillis: number;
}

interface Reception {
  readonly hiddenUntilMillis: number;
  readonly count: number;
  readonly firstAtMillis: number;
}

/** One queue in memory. A message that was received is hidden for a while and then comes back, unless it is deleted. */
export class Queue {
  readonly definition: QueueDefinition;
  readonly #messages = new Map<string, Message>();
  readonly #receptions = new Map<string, Reception>();

  constructor(definition: QueueDefinition) {
    this.definition = definition;
  }

  put(message: Message): void {
    this.#messages.set(message.id, message);
  }

  remove(messageId: string): void {
    this.#messages.delete(messageId);
    this.#receptions.delete(messageId);
  }

  messages(): Iterable<Message> {
    return this.#messages.values();
  }

  receive(nowMillis: number, max: number, visibilityTimeoutSeconds: number): readonly Received[] {
    const visible = [...this.#messages.values()].filter(({ id }) => !this.#isHidden(id, nowMillis)).slice(0, max);
    return visible.map((message) => {
      const before = this.#receptions.get(message.id);
      const firstAtMillis = before?.firstAtMillis ?? nowMillis;
      const count = (before?.count ?? 0) + 1;
      this.#receptions.set(message.id, {
        hiddenUntilMillis: nowMillis + visibilityTimeoutSeconds * 1000,
        count,
        firstAtMillis,
      });
      return {
        message,
        receiptHandle: `${message.id}/${randomUUID()}`,
        receiveCount: count,
        firstReceivedAtMillis: firstAtMillis,
      };
    });
  }

  expired(nowMillis: number): readonly string[] {
    const oldestMillis = nowMillis - this.definition.messageRetentionSeconds * 1000;
    return [...this.#messages.values()].filter(({ sentAtMillis }) => sentAtMillis < oldestMillis).map(({ id }) => id);
  }

  counts(nowMillis: number): { readonly visible: number; readonly hidden: number } {
    const hidden = [...this.#messages.keys()].filter((id) => this.#isHidden(id, nowMillis)).length;
    return { visible: this.#messages.size - hidden, hidden };
  }

  /** How long the longest has been here; 0 when there is none. */
  oldestAgeMillis(nowMillis: number): number {
    const sentAt = Array.from(this.#messages.values(), ({ sentAtMillis }) => sentAtMillis);
    return nowMillis - sentAt.reduce((oldest, at) => Math.min(oldest, at), nowMillis);
  }

  #isHidden(messageId: string, nowMillis: number): boolean {
    return (this.#receptions.get(messageId)?.hiddenUntilMillis ?? 0) > nowMillis;
  }
}

/** Any receipt of a message will do, also an old one: a standard queue promises no more. */
export const messageIdOf = (receiptHandle: string): string => receiptHandle.split('/')[0] ?? '';
