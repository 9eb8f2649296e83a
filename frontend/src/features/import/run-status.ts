import { formatPlural, type Plural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { importWords as words } from './import-messages.ts';
import { countOf, type ImportRun } from './import-state.ts';
import { troubleAfter } from './send-batch.ts';

/** Seconds that are easily counted, and minutes beyond them. */
function timed(texts: { readonly seconds: Plural; readonly minutes: Plural }, seconds: number): string {
  if (seconds < 90) return formatPlural(texts.seconds, seconds, format.number(seconds));
  const minutes = Math.round(seconds / 60);
  return formatPlural(texts.minutes, minutes, format.number(minutes));
}

/** Whether batches are on their way, or would be at once. */
export const isUnderWay = ({ intent, hold, batches }: ImportRun): boolean =>
  intent === 'running' && hold.kind === 'none' && countOf(batches, 'waiting', 'sending') > 0;

/** What it is doing, or what it waits for. */
export function statusOf(run: ImportRun, seconds: number | undefined, now: Date): string {
  const { hold, intent } = run;
  if (hold.kind === 'not-kept') return words.run.notKept;
  if (hold.kind === 'no-key') return words.run.noKey;
  if (hold.kind === 'offline') return words.run.offline;
  if (intent === 'paused')
    return countOf(run.batches, 'to-retry', 'rejected') >= troubleAfter ? words.run.pausedByFailures : words.run.paused;
  if (hold.kind === 'throttled') {
    const left = Math.max(1, Math.ceil((hold.untilMillis - now.getTime()) / 1000));
    return timed(words.run.throttled, left);
  }
  if (!isUnderWay(run)) return words.run.toDecide;
  return seconds === undefined ? words.run.estimating : timed(words.run.timeLeft, seconds);
}
