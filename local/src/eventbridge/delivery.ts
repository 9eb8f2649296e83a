import type { EventTarget } from './rule.ts';

/** One event on its way to one target. */
export interface DeliveryRequest {
  readonly ruleArn: string;
  readonly target: EventTarget;
  readonly eventId: string;
  /** What the target gets: the event, or what the input transformer made of it. */
  readonly input: string;
  /** Aborts when the local AWS stops; the delivery is then taken up at the next start. */
  readonly signal: AbortSignal;
}

/** `rejected` will not get better by trying again: no permission, no such target, an input it cannot take. */
export type DeliveryOutcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'rejected' | 'failed'; readonly code: string; readonly message: string };

/** How events get to targets of one service; `states`, `sqs` or `lambda` in the target's ARN. */
export type Deliver = (request: DeliveryRequest) => Promise<DeliveryOutcome>;

/** The codes are those that AWS writes into ERROR_CODE of a dead letter. */
export const noPermissions = (message: string): DeliveryOutcome => ({
  kind: 'rejected',
  code: 'NO_PERMISSIONS',
  message,
});
export const noResource = (message: string): DeliveryOutcome => ({ kind: 'rejected', code: 'NO_RESOURCE', message });
export const invalidJson = (message: string): DeliveryOutcome => ({ kind: 'rejected', code: 'INVALID_JSON', message });
export const throttled = (message: string): DeliveryOutcome => ({ kind: 'failed', code: 'THROTTLING', message });
export const internalError = (message: string): DeliveryOutcome => ({
  kind: 'failed',
  code: 'INTERNAL_ERROR',
  message,
});

/** `arn:partition:service:…` */
export function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? '';
}
