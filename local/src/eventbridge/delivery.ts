import type { EventTarget } from './rule.ts';

/** The delivery of one event to one target. */
export interface DeliveryRequest {
  readonly ruleArn: string;
  readonly target: EventTarget;
  readonly eventId: string;
  /** The event, or the output of the input transformer. */
  readonly input: string;
  /** Aborts when the local AWS stops; the next start resumes the delivery. */
  readonly signal: AbortSignal;
}

/** `rejected` is permanent (no permission, no such target, invalid input); `failed` is retried. */
export type DeliveryOutcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'rejected' | 'failed'; readonly code: string; readonly message: string };

export type Deliver = (request: DeliveryRequest) => Promise<DeliveryOutcome>;

/** The codes are AWS's values for ERROR_CODE in a dead-letter message. */
export const noPermissions = (message: string): DeliveryOutcome => ({
  kind: 'rejected',
  code: 'NO_PERMISSIONS',
  message,
});
export const noResource = (message: string): DeliveryOutcome => ({ kind: 'rejected', code: 'NO_RESOURCE', message });
export const invalidJson = (message: string): DeliveryOutcome => ({ kind: 'rejected', code: 'INVALID_JSON', message });
export const internalError = (message: string): DeliveryOutcome => ({
  kind: 'failed',
  code: 'INTERNAL_ERROR',
  message,
});

/** `arn:partition:service:…` */
export function parseService(arn: string): string {
  return arn.split(':')[2] ?? '';
}
