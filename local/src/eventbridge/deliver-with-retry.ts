import type { Clock } from '#local/clock.ts';
import { type Deliver, type DeliveryOutcome, type DeliveryRequest, internalError } from './delivery.ts';
import type { RetryPolicy } from './rule.ts';

export type ExhaustedCondition = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

/** Why an event will not reach its target, in the words of a dead letter. */
export interface Undelivered {
  readonly code: string;
  readonly message: string;
  readonly retries: number;
  readonly exhausted?: ExhaustedCondition;
}

export interface TryOptions {
  readonly deliver: Deliver;
  readonly clock: Clock;
  readonly random: () => number;
  readonly receivedAtMillis: number;
}

const firstWaitMillis = 1_000;
const longestWaitMillis = 600_000;

/** Tries until the target takes the event, refuses it for good, or the retry policy is used up. Undefined means delivered. */
export async function tryDelivery(request: DeliveryRequest, options: TryOptions): Promise<Undelivered | undefined> {
  for (let retries = 0; ; retries += 1) {
    const outcome = await attempt(request, options.deliver);
    if (outcome.kind === 'delivered') return undefined;
    const { kind, code, message } = outcome;
    if (kind === 'rejected') return { code, message, retries };
    const waitMillis = waitBefore(retries, options.random);
    const exhausted = exhaustedBy(request.target.retryPolicy, retries, ageAfter(waitMillis, options));
    if (exhausted) return { code, message, retries, exhausted };
    await options.clock.wait(waitMillis, request.signal);
  }
}

async function attempt(request: DeliveryRequest, deliver: Deliver): Promise<DeliveryOutcome> {
  try {
    return await untilAborted(request.signal, deliver(request));
  } catch (cause) {
    request.signal.throwIfAborted();
    return internalError(String(cause));
  }
}

/** A target that takes its time must not hold up the end of the process. */
async function untilAborted<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
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

function exhaustedBy(policy: RetryPolicy, retries: number, ageSeconds: number): ExhaustedCondition | undefined {
  if (retries >= policy.maximumRetryAttempts) return 'MaximumRetryAttempts';
  return ageSeconds > policy.maximumEventAgeSeconds ? 'MaximumEventAgeInSeconds' : undefined;
}

const ageAfter = (waitMillis: number, { clock, receivedAtMillis }: TryOptions): number =>
  (clock.now() + waitMillis - receivedAtMillis) / 1000;

/** Doubles up to a ceiling; half of it is chance, so that what failed together does not come back together. */
export function waitBefore(retries: number, random: () => number): number {
  const ceiling = Math.min(longestWaitMillis, firstWaitMillis * 2 ** retries);
  return (ceiling * (1 + random())) / 2;
}
