import type { Problem } from './api/problem.ts';
import { fill, plural } from './format-message.ts';
import { format } from './formatting.ts';
import { words } from './messages.ts';

function throttled(seconds: number | undefined): string {
  if (seconds === undefined) return words.problem.throttledOpen;
  const whole = Math.max(1, Math.ceil(seconds));
  return plural(words.problem.throttled, whole, format.number(whole));
}

/** What happened to a read, and whether it may be tried again. */
export function explainRead(problem: Problem): string {
  switch (problem.kind) {
    case 'offline':
      return words.problem.offline;
    case 'no-answer':
    case 'unavailable':
      return words.problem.noAnswer;
    case 'throttled':
      return throttled(problem.retryAfterSeconds);
    case 'key-refused':
      return words.problem.keyRefused;
    case 'not-found':
      return problem.detail ?? words.problem.missing;
    case 'changed':
      return words.problem.changed;
    case 'rejected':
      return problem.detail ?? words.problem.rejected;
  }
}

/** The same of a write: an answer that was lost says nothing about whether it happened. */
export function explainWrite(problem: Problem, done: string): string {
  if (problem.kind === 'no-answer') return fill(words.change.lost, { done });
  return problem.kind === 'unavailable' ? words.problem.refused : explainRead(problem);
}
