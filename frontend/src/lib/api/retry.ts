import type { Problem } from './problem.ts';

/** Longer than the gateway's 10 s, so that its 504 arrives before this timeout. */
export const attemptTimeoutMillis = 12_000;
export const attemptsMax = 3;

const firstDelayMillis = 400;
const delayMaxMillis = 4_000;
/** After a longer Retry-After the page reports when to try again instead of waiting. */
const retryAfterMaxSeconds = 60;

const transientKinds: ReadonlySet<Problem['kind']> = new Set(['no-response', 'unavailable', 'throttled']);

/**
 * Exponential backoff with full jitter; undefined if the request must not be retried. Every operation is idempotent, a
 * submission by its Idempotency-Key.
 */
export function retryDelayMillis(attempt: number, problem: Problem, random: () => number): number | undefined {
  if (attempt > attemptsMax || !transientKinds.has(problem.kind)) return undefined;
  const retryAfter = problem.retryAfterSeconds ?? 0;
  if (retryAfter > retryAfterMaxSeconds) return undefined;
  const ceiling = Math.min(delayMaxMillis, firstDelayMillis * 2 ** (attempt - 1));
  return retryAfter * 1000 + random() * ceiling;
}
