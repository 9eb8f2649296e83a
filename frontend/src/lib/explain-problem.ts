import type { Problem } from './api/problem.ts';
import { format, formatMessage, formatPlural } from './format.ts';
import { messages } from './messages.ts';

function explainThrottled(seconds: number | undefined): string {
  if (seconds === undefined) return messages.problem.throttledOpen;
  const whole = Math.max(1, Math.ceil(seconds));
  return formatPlural(messages.problem.throttled, whole, format.number(whole));
}

/** Describes a failed read and the next step. */
export function explainRead(problem: Problem): string {
  switch (problem.kind) {
    case 'offline':
      return messages.problem.offline;
    case 'no-response':
    case 'unavailable':
      return messages.problem.noResponse;
    case 'failed':
      return messages.problem.failed;
    case 'throttled':
      return explainThrottled(problem.retryAfterSeconds);
    case 'key-refused':
      return messages.problem.keyRefused;
    case 'not-found':
      return problem.detail ?? messages.problem.missing;
    case 'changed':
      return messages.problem.changed;
    case 'rejected':
      return problem.detail ?? messages.problem.rejected;
  }
}

/** The same for a write, which may have happened even if its response was lost. */
export function explainWrite(problem: Problem, done: string): string {
  if (problem.kind === 'no-response') return formatMessage(messages.change.noResponse, { done });
  if (problem.kind === 'failed') return formatMessage(messages.change.failed, { done });
  return problem.kind === 'unavailable' ? messages.problem.unavailable : explainRead(problem);
}
