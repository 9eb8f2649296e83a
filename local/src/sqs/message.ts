import type { MessageAttribute } from './send.ts';

/** A message as it is kept; who has received it is remembered only while the process runs. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly senderId: string;
  readonly sentAtMillis: number;
}
