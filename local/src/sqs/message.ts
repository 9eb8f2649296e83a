import type { MessageAttribute } from './send.ts';

/** A persisted message. Receipts are only in memory. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly senderId: string;
  readonly sentAtMillis: number;
}
