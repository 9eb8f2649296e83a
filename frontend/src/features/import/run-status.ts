import { useEffect, useState } from 'react';
import {
  type Batch,
  type BatchState,
  consecutiveFailuresMax,
  countBatches,
  isFullySent,
} from '#lib/batches/batch-run.ts';
import { format, formatMessage, formatPlural, type Plural } from '#lib/format.ts';
import type { TabIcon } from '#lib/use-document-title.ts';
import { importMessages as messages } from './import-messages.ts';
import type { ImportRun, ImportSession } from './import-state.ts';
import { tallyBatches } from './tally.ts';

export interface Sample {
  readonly atMillis: number;
  readonly done: number;
}

/** Long enough for a stable estimate, short enough to follow a change of speed. */
const windowMillis = 15_000;
const spanMinMillis = 2_000;

export function addSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  return [...samples.filter(({ atMillis }) => sample.atMillis - atMillis <= windowMillis), sample];
}

/** Undefined until the samples allow an estimate. */
export function secondsLeft(samples: readonly Sample[], remaining: number): number | undefined {
  const first = samples.at(0);
  const last = samples.at(-1);
  if (!first || !last || last.atMillis - first.atMillis < spanMinMillis || last.done === first.done) return undefined;
  const perMilli = (last.done - first.done) / (last.atMillis - first.atMillis);
  return Math.max(1, Math.round(remaining / perMilli / 1000));
}

/** Pausing drops the samples, because a pause would lower the speed. */
export function useTimeLeft(done: number, remaining: number, isRunning: boolean): number | undefined {
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEffect(() => {
    setSamples((before) => (isRunning ? addSample(before, { atMillis: Date.now(), done }) : []));
  }, [done, isRunning]);
  return secondsLeft(samples, remaining);
}

/** Seconds up to 90, then minutes. */
function formatDuration(texts: { readonly seconds: Plural; readonly minutes: Plural }, seconds: number): string {
  if (seconds < 90) return formatPlural(texts.seconds, seconds, format.number(seconds));
  const minutes = Math.round(seconds / 60);
  return formatPlural(texts.minutes, minutes, format.number(minutes));
}

export const isSending = ({ intent, blocked, batches }: ImportRun): boolean =>
  intent === 'running' && !blocked && countBatches(batches, 'waiting', 'sending') > 0;

/** Everything else is sent: nothing happens until the failed batches are retried. */
export const needsRetry = ({ intent, batches }: ImportRun): boolean =>
  intent === 'running' && countBatches(batches, 'waiting', 'sending') === 0 && countBatches(batches, 'to-retry') > 0;

/** Problems that the user can solve take precedence. */
export function describeStatus(run: ImportRun, seconds: number | undefined, now: Date): string {
  const { blocked, intent } = run;
  if (blocked?.kind === 'storage-failed') return messages.run.storageFailed;
  if (blocked?.kind === 'no-key') return messages.run.noKey;
  if (blocked?.kind === 'offline') return messages.run.offline;
  if (intent === 'paused') {
    const failures = countBatches(run.batches, 'to-retry', 'rejected');
    return failures >= consecutiveFailuresMax ? messages.run.pausedByFailures : messages.run.paused;
  }
  if (blocked?.kind === 'throttled') {
    const left = Math.max(1, Math.ceil((blocked.untilMillis - now.getTime()) / 1000));
    return formatDuration(messages.run.throttled, left);
  }
  if (intent === 'stopped') return messages.run.stopping;
  if (!isSending(run)) {
    const toRetry = countBatches(run.batches, 'to-retry');
    return formatPlural(messages.run.actionNeeded, toRetry, format.number(toRetry));
  }
  return seconds === undefined ? messages.run.estimating : formatDuration(messages.run.timeLeft, seconds);
}

/** 100 only when everything is sent. */
export const toPercent = (part: number, whole: number): number =>
  whole === 0 ? 100 : Math.floor((part / whole) * 100);

/** Shows the progress in the browser tab, even while another tab is open. */
export function documentTitle(session: ImportSession): readonly [title: string, icon: TabIcon] {
  if (session.status !== 'active') return [messages.page, 'calm'];
  const { run } = session;
  const icon = countBatches(run.batches, 'to-retry', 'failed', 'rejected') > 0 ? 'failed' : 'calm';
  if (isFullySent(run)) return [messages.report.doneTitle, icon];
  if (run.blocked?.kind === 'storage-failed') return [messages.run.storageFailedTitle, 'failed'];
  if (run.intent === 'paused') return [messages.run.pausedTitle, icon];
  if (needsRetry(run)) return [messages.run.actionNeededTitle, icon];
  const percent = toPercent(tallyBatches(run.batches).sent, run.facts.ids);
  return [formatMessage(messages.run.title, { percent: format.number(percent) }), icon === 'calm' ? 'running' : icon];
}

const cellsMax = 200;

type CellStatus = 'done' | 'running' | 'failed' | 'pending';

const cellStatuses: Readonly<Record<BatchState['kind'], CellStatus>> = {
  waiting: 'pending',
  sending: 'running',
  accepted: 'done',
  recorded: 'done',
  failed: 'failed',
  'to-retry': 'failed',
  rejected: 'failed',
};

/** A cell for several batches shows the most urgent of their states. */
const byUrgency: readonly CellStatus[] = ['failed', 'running', 'pending', 'done'];

/** One cell per batch, or per group of batches when there are too many. */
export function toCells(batches: readonly Batch[]): readonly CellStatus[] {
  const batchesPerCell = Math.max(1, Math.ceil(batches.length / cellsMax));
  return Array.from({ length: Math.ceil(batches.length / batchesPerCell) }, (_, index) => {
    const group = batches.slice(index * batchesPerCell, (index + 1) * batchesPerCell);
    const statuses = group.map(({ state }) => cellStatuses[state.kind]);
    return byUrgency.find((status) => statuses.includes(status)) ?? 'done';
  });
}
