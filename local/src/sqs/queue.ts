import { randomUUID } from 'node:crypto';
import type { Message } from './message.ts';

/** The supported attributes of an `aws_sqs_queue`. */
export interface QueueDefinition {
  readonly name: string;
  readonly arn: string;
  readonly visibilityTimeoutSeconds: number;
  readonly messageRetentionSeconds: number;
  /** The decoded queue policy, if any. */
  readonly policy: unknown;
}

export interface ReceivedMessage {
  readonly message: Message;
  readonly receiptHandle: string;
  readonly receiveCount: number;
  readonly firstReceivedAtMillis: number;
}

interface Receipt {
  readonly hiddenUntilMillis: number;
  readonly count: number;
  readonly firstAtMillis: number;
}

/** An in-memory queue with visibility timeouts. */
export class Queue {
  readonly definition: QueueDefinition;
  readonly #messages = new Map<string, Message>();
  readonly #receipts = new Map<string, Receipt>();

  constructor(definition: QueueDefinition) {
    this.definition = definition;
  }

  put(message: Message): void {
    this.#messages.set(message.id, message);
  }

  remove(messageId: string): void {
    this.#messages.delete(messageId);
    this.#receipts.delete(messageId);
  }

  messages(): Iterable<Message> {
    return this.#messages.values();
  }

  receive(nowMillis: number, max: number, visibilityTimeoutSeconds: number): readonly ReceivedMessage[] {
    const visible = [...this.#messages.values()].filter(({ id }) => !this.#isHidden(id, nowMillis)).slice(0, max);
    return visible.map((message) => {
      const previous = this.#receipts.get(message.id);
      const firstAtMillis = previous?.firstAtMillis ?? nowMillis;
      const count = (previous?.count ?? 0) + 1;
      this.#receipts.set(message.id, {
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

  /** 0 if the queue is empty. */
  oldestMessageAgeMillis(nowMillis: number): number {
    const sentAt = Array.from(this.#messages.values(), ({ sentAtMillis }) => sentAtMillis);
    return nowMillis - sentAt.reduce((oldest, at) => Math.min(oldest, at), nowMillis);
  }

  #isHidden(messageId: string, nowMillis: number): boolean {
    return (this.#receipts.get(messageId)?.hiddenUntilMillis ?? 0) > nowMillis;
  }
}

/** Accepts any receipt handle of a message, including an old one. */
export const parseMessageId = (receiptHandle: string): string => receiptHandle.split('/')[0] ?? '';
