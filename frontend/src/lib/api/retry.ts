import type { Problem } from './problem.ts';

/** One attempt outlives the gateway's 10 s, so that a person sees our 504 and not an abort of this page. */
export const attemptTimeoutMillis = 12_000;
export const attemptsMax = 3;

const firstPauseMillis = 400;
const pauseMaxMillis = 4_000;
/** Longer than this nobody waits, although a banner counts the seconds: the page says when to try again. */
const obeyedRetryAfterMaxSeconds = 60;

const passing: ReadonlySet<Problem['kind']> = new Set(['no-response', 'unavailable', 'throttled']);

/**
 * How long to pause before the next attempt; undefined when there is none. Every operation may be repeated: reads, PUT and
 * DELETE by their nature, a submission by its Idempotency-Key. The jitter is full, so that pages do not return in step.
 */
export function pauseBefore(attempt: number, problem: Problem, random: () => number): number | undefined {
  if (attempt > attemptsMax || !passing.has(problem.kind) || problem.code === 'internal') return undefined;
  const retryAfter = problem.retryAfterSeconds ?? 0;
  if (retryAfter > obeyedRetryAfterMaxSeconds) return undefined;
  const ceiling = Math.min(pauseMaxMillis, firstPauseMillis * 2 ** (attempt - 1));
  return retryAfter * 1000 + random() * ceiling;
}
