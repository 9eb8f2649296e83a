import { useEffect, useState } from 'react';
import type { Problem } from '#lib/api/problem.ts';
import {
  type Batch,
  type BatchState,
  consecutiveFailuresMax,
  countBatches,
  isFullySent,
  isInOutage,
} from '#lib/batches/batch-run.ts';
import { format, formatMessage, formatPlural, type Plural } from '#lib/format.ts';
import type { TabIcon } from '#lib/use-document-title.ts';
import { importMessages as messages } from './import-messages.ts';
import type { ImportRun, ImportSession } from './import-state.ts';
import type { Step } from './steps.ts';
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

/** A batch whose attempt failed, even while it waits or is sent again. */
export type RetriedBatch = Batch & {
  readonly state: Extract<BatchState, { readonly kind: 'waiting' | 'to-retry' | 'sending' }> & {
    readonly problem: Problem;
  };
};

export const isRetried = (batch: Batch): batch is RetriedBatch =>
  batch.state.kind !== 'rejected' && 'problem' in batch.state;

/** Unlike the retries, these can be paused. */
export const hasFirstAttempts = ({ batches }: ImportRun): boolean =>
  batches.some((batch) => (batch.state.kind === 'waiting' || batch.state.kind === 'sending') && !isRetried(batch));

/** Nothing but failed batches is sent. */
export const isRetrying = (run: ImportRun): boolean =>
  run.intent === 'running' && run.batches.some(isRetried) && (isInOutage(run) || !hasFirstAttempts(run));

export const isSending = (run: ImportRun): boolean =>
  run.intent === 'running' && !run.blocked && hasFirstAttempts(run) && !isRetrying(run);

const secondsUntil = ({ untilMillis }: { readonly untilMillis: number }, now: Date): number =>
  Math.max(1, Math.ceil((untilMillis - now.getTime()) / 1000));

const describeRetry = (blocked: ImportRun['blocked'], now: Date): string =>
  blocked?.kind === 'retry-delay'
    ? formatDuration(messages.run.retryIn, secondsUntil(blocked, now))
    : messages.run.retryingNow;

/** Problems that the user can solve take precedence. */
export function describeStatus(run: ImportRun, seconds: number | undefined, now: Date): string {
  const { blocked, intent } = run;
  if (blocked?.kind === 'storage-failed') return messages.run.storageFailed;
  if (blocked?.kind === 'no-key') return messages.run.noKey;
  if (blocked?.kind === 'offline') return messages.run.offline;
  if (intent === 'paused') {
    return countBatches(run.batches, 'rejected') >= consecutiveFailuresMax
      ? messages.run.pausedByRejections
      : messages.run.paused;
  }
  if (blocked?.kind === 'throttled') return formatDuration(messages.run.throttled, secondsUntil(blocked, now));
  if (intent === 'stopped') return messages.run.stopping;
  if (isRetrying(run)) return describeRetry(blocked, now);
  return seconds === undefined ? messages.run.estimating : formatDuration(messages.run.timeLeft, seconds);
}

/** 100 only when everything is sent. */
export const toPercent = (part: number, whole: number): number =>
  whole === 0 ? 100 : Math.floor((part / whole) * 100);

/** Shows the progress in the browser tab, even while another tab is open. */
export function documentTitle(session: ImportSession, step: Step): readonly [title: string, icon: TabIcon] {
  if (session.status !== 'active' || (step !== 'run' && step !== 'report')) return [messages.page, 'calm'];
  const { run } = session;
  const hasFailed = run.batches.some(isRetried) || countBatches(run.batches, 'failed', 'rejected') > 0;
  const icon = hasFailed ? 'failed' : 'calm';
  if (isFullySent(run)) return [messages.report.doneTitle, icon];
  if (run.blocked?.kind === 'storage-failed') return [messages.run.storageFailedTitle, 'failed'];
  if (run.intent === 'paused') return [messages.run.pausedTitle, icon];
  if (isRetrying(run)) return [messages.run.retryingTitle, icon];
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
