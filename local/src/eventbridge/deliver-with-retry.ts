import type { Clock } from '#local/clock.ts';
import { type Deliver, type DeliveryOutcome, type DeliveryRequest, internalError } from './delivery.ts';
import type { RetryPolicy } from './rule.ts';

export type ExhaustedCondition = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

/** Why delivery failed, in the terms of dead-letter message attributes. */
export interface DeliveryFailure {
  readonly code: string;
  readonly message: string;
  readonly retries: number;
  readonly exhausted?: ExhaustedCondition;
}

export interface RetryOptions {
  readonly deliver: Deliver;
  readonly clock: Clock;
  readonly random: () => number;
  readonly receivedAtMillis: number;
}

const retryDelayMillisMin = 1_000;
const retryDelayMillisMax = 600_000;

/** Resolves to undefined once delivered, or to the failure when rejected or when the retry policy is exhausted. */
export async function deliverWithRetry(
  request: DeliveryRequest,
  options: RetryOptions,
): Promise<DeliveryFailure | undefined> {
  for (let retries = 0; ; retries += 1) {
    const outcome = await attempt(request, options.deliver);
    if (outcome.kind === 'delivered') return undefined;
    const { kind, code, message } = outcome;
    if (kind === 'rejected') return { code, message, retries };
    const delayMillis = retryDelayMillis(retries, options.random);
    const exhausted = findExhaustedCondition(
      request.target.retryPolicy,
      retries,
      ageSecondsAfter(delayMillis, options),
    );
    if (exhausted) return { code, message, retries, exhausted };
    await options.clock.wait(delayMillis, request.signal);
  }
}

async function attempt(request: DeliveryRequest, deliver: Deliver): Promise<DeliveryOutcome> {
  try {
    return await rejectOnAbort(request.signal, deliver(request));
  } catch (cause) {
    request.signal.throwIfAborted();
    return internalError(String(cause));
  }
}

/** A slow target must not delay shutdown. */
async function rejectOnAbort<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  const done = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: done.signal });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    done.abort();
  }
}

function findExhaustedCondition(
  policy: RetryPolicy,
  retries: number,
  ageSeconds: number,
): ExhaustedCondition | undefined {
  if (retries >= policy.maximumRetryAttempts) return 'MaximumRetryAttempts';
  return ageSeconds > policy.maximumEventAgeSeconds ? 'MaximumEventAgeInSeconds' : undefined;
}

const ageSecondsAfter = (delayMillis: number, { clock, receivedAtMillis }: RetryOptions): number =>
  (clock.now() + delayMillis - receivedAtMillis) / 1000;

/** Exponential backoff with jitter of up to half the delay. */
export function retryDelayMillis(retries: number, random: () => number): number {
  const ceiling = Math.min(retryDelayMillisMax, retryDelayMillisMin * 2 ** retries);
  return (ceiling * (1 + random())) / 2;
}
