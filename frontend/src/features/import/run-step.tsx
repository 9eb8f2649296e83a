import { Pause, Play, ShieldCheck, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '#components/button.tsx';
import { classNames } from '#components/class-names.ts';
import { ConfirmDialog } from '#components/dialog.tsx';
import { ShortcutHint } from '#components/key-hint.tsx';
import { Notice } from '#components/notice.tsx';
import { ProgressAnnouncer, ProgressBar } from '#components/progress.tsx';
import { Stats } from '#components/stats.tsx';
import { countBatches } from '#lib/batches/batch-run.ts';
import { format, formatMessage } from '#lib/format.ts';
import { useShortcut } from '#lib/shortcuts.ts';
import { useNow } from '#lib/timers.ts';
import { RejectedBatches, RetriedBatches } from './batch-notices.tsx';
import { runner } from './import-instance.ts';
import { importMessages as messages } from './import-messages.ts';
import { StorageFailedNotice } from './import-notices.tsx';
import type { ImportRun } from './import-state.ts';
import { describeStatus, hasFirstAttempts, isSending, toCells, useTimeLeft } from './run-status.ts';
import { type Tally, tallyBatches } from './tally.ts';

export type CellStatus = 'done' | 'running' | 'failed' | 'pending';

const colors: Readonly<Record<CellStatus, string>> = {
  done: 'bg-iris/78 forced-colors:bg-[Highlight]',
  running: 'border-2 border-iris bg-iris-tint',
  failed: 'bg-bad-fill text-surface forced-colors:text-[Canvas]',
  pending: 'bg-line forced-colors:border',
};

/** Hidden from screen readers: place a legend with counts next to it. */
export function StatusGrid({ statuses }: { readonly statuses: readonly CellStatus[] }) {
  const cells = statuses.map((status, position) => ({ status, position }));
  return (
    <div aria-hidden="true" className="grid grid-cols-[repeat(auto-fill,minmax(1.75rem,1fr))] gap-1">
      {cells.map(({ status, position }) => (
        <span key={position} className={classNames('flex h-6 items-center justify-center rounded-key', colors[status])}>
          {status === 'failed' && <X size={14} strokeWidth={2.5} />}
        </span>
      ))}
    </div>
  );
}

export function StatusLegendItem({ status, children }: { readonly status: CellStatus; readonly children: ReactNode }) {
  return (
    <li className="flex items-center gap-1.5 tabular-nums">
      <span aria-hidden="true" className={classNames('size-2.5 rounded-key', colors[status])} />
      {children}
    </li>
  );
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

/** Pauses while open, so that the count in the text stays correct. */
function StopDialog({ run, onClose }: { readonly run: ImportRun; readonly onClose: () => void }) {
  const wasRunning = useRef(run.intent === 'running');
  useEffect(() => {
    if (wasRunning.current) void runner.pause();
  }, []);

  const keepImporting = () => {
    if (wasRunning.current) void runner.resume();
    onClose();
  };
  const stop = () => {
    onClose();
    void runner.stop();
  };
  const { sent } = tallyBatches(run.batches);
  return (
    <ConfirmDialog
      role="alertdialog"
      title={messages.stop.title}
      text={formatMessage(messages.stop.text, { sent: format.number(sent), all: format.number(run.facts.ids) })}
      onClose={keepImporting}
      actions={
        <>
          <Button onClick={keepImporting}>{messages.stop.continue}</Button>
          <Button variant="destructive" onClick={stop}>
            {messages.stop.stop}
          </Button>
        </>
      }
    />
  );
}

function Buttons({ run }: { readonly run: ImportRun }) {
  const [isStopOpen, setStopOpen] = useState(false);
  const isPaused = run.intent === 'paused';
  const toggle = () => void (isPaused ? runner.resume() : runner.pause());
  const canToggle = isPaused || hasFirstAttempts(run);
  useShortcut('pauseImport', toggle, canToggle);
  return (
    <div className="flex gap-2 max-hand:w-full">
      {canToggle && (
        <Button
          variant={isPaused ? 'primary' : 'secondary'}
          icon={isPaused ? <Play {...icon} /> : <Pause {...icon} />}
          onClick={toggle}
        >
          {isPaused ? messages.run.resume : messages.run.pause}
          <ShortcutHint name="pauseImport" />
        </Button>
      )}
      <Button onClick={() => setStopOpen(true)}>{messages.run.cancel}</Button>
      {isStopOpen && <StopDialog run={run} onClose={() => setStopOpen(false)} />}
    </div>
  );
}

function Progress({ run, tally }: { readonly run: ImportRun; readonly tally: Tally }) {
  const now = useNow(500);
  const { facts, batches } = run;
  const seconds = useTimeLeft(tally.sent, facts.ids - tally.sent, isSending(run));
  const accepted = countBatches(batches, 'accepted', 'recorded', 'failed');
  return (
    <section>
      <h2 className="text-fg-2 [overflow-wrap:anywhere]">
        <span className="sr-only">{formatMessage(messages.run.heading, { file: '' })}</span>
        {facts.file}
      </h2>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="flex items-baseline gap-2 tabular-nums">
          <span className="text-figure-l">{format.number(tally.sent)}</span>
          <span className="text-heading font-normal text-fg-2">
            {formatMessage(messages.run.sentOf, { n: format.number(facts.ids) })}
          </span>
        </p>
        <Buttons run={run} />
      </div>
      <div className="mt-4 mb-2">
        <ProgressBar label={messages.run.progress} value={tally.sent} max={facts.ids} />
      </div>
      <div className="flex flex-wrap justify-between gap-x-4 text-small text-fg-2 tabular-nums">
        <p>{describeStatus(run, seconds, now)}</p>
        <p>
          {formatMessage(messages.run.acceptedOf, { n: format.number(accepted), all: format.number(batches.length) })}
        </p>
      </div>
      <ProgressAnnouncer
        done={tally.sent}
        total={facts.ids}
        format={(percent) => formatMessage(messages.run.announced, { percent: format.number(percent) })}
      />
    </section>
  );
}

function Batches({ batches }: Pick<ImportRun, 'batches'>) {
  const count = (...kinds: Parameters<typeof countBatches>[1][]) => format.number(countBatches(batches, ...kinds));
  return (
    <section>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h3 className="font-semibold">{messages.run.batches}</h3>
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-small text-fg-2">
          <StatusLegendItem status="done">
            {formatMessage(messages.run.accepted, { n: count('accepted', 'recorded') })}
          </StatusLegendItem>
          <StatusLegendItem status="running">
            {formatMessage(messages.run.sending, { n: count('sending') })}
          </StatusLegendItem>
          <StatusLegendItem status="failed">
            {formatMessage(messages.run.toRetry, { n: count('to-retry') })}
          </StatusLegendItem>
          {countBatches(batches, 'failed') > 0 && (
            <StatusLegendItem status="failed">
              {formatMessage(messages.run.failed, { n: count('failed') })}
            </StatusLegendItem>
          )}
          {countBatches(batches, 'rejected') > 0 && (
            <StatusLegendItem status="failed">
              {formatMessage(messages.run.rejectedCount, { n: count('rejected') })}
            </StatusLegendItem>
          )}
          <StatusLegendItem status="pending">
            {formatMessage(messages.run.waiting, { n: count('waiting') })}
          </StatusLegendItem>
        </ul>
      </div>
      <StatusGrid statuses={toCells(batches)} />
    </section>
  );
}

function Recorded({ tally }: { readonly tally: Tally }) {
  return (
    <section>
      <h3 className="mb-3 font-semibold">{messages.run.recorded}</h3>
      <Stats
        label={messages.run.recorded}
        items={[
          { value: format.number(tally.added), label: messages.run.added },
          { value: format.number(tally.existing), label: messages.run.existing, tone: 'quiet' },
          { value: format.number(tally.inWorkflow), label: messages.run.inWorkflow, tone: 'quiet' },
        ]}
      />
    </section>
  );
}

export function RunStep({ run }: { readonly run: ImportRun }) {
  const tally = tallyBatches(run.batches);
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-col gap-3">
        <Progress run={run} tally={tally} />
        <StorageFailedNotice run={run} />
        <RetriedBatches run={run} />
        <RejectedBatches run={run} />
      </div>
      <Batches batches={run.batches} />
      <Recorded tally={tally} />
      {run.blocked?.kind !== 'storage-failed' && (
        <Notice variant="info" icon={ShieldCheck} title={messages.run.leaveTitle}>
          {messages.run.leaveText}
        </Notice>
      )}
    </div>
  );
}
