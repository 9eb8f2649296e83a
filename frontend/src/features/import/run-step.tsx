import { Pause, Play, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/button.tsx';
import { ShortcutHint } from '#components/key-hint.tsx';
import { Notice } from '#components/notice.tsx';
import { ProgressAnnouncer } from '#components/progress-announcer.tsx';
import { ProgressBar } from '#components/progress-bar.tsx';
import { Stats } from '#components/stats.tsx';
import { StatusGrid, StatusLegendItem } from '#components/status-grid.tsx';
import { formatMessage } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { useNow } from '#lib/use-now.ts';
import { useShortcut } from '#lib/use-shortcut.ts';
import { BatchesToRetry } from './batches-to-retry.tsx';
import { cellsOf } from './cells.ts';
import { runner } from './import-instance.ts';
import { importWords as words } from './import-messages.ts';
import { countOf, type ImportRun, type Tally, tallyOf } from './import-state.ts';
import { NotKeptNotice } from './not-kept-notice.tsx';
import { RejectedBatches } from './rejected-batches.tsx';
import { isUnderWay, statusOf } from './run-status.ts';
import { StopDialog } from './stop-dialog.tsx';
import { useTimeLeft } from './use-time-left-hook.ts';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

function Buttons({ run }: { readonly run: ImportRun }) {
  const [isAsking, setAsking] = useState(false);
  const isPaused = run.intent === 'paused';
  const toggle = () => void (isPaused ? runner.resume() : runner.pause());
  useShortcut('pauseImport', toggle);
  return (
    <div className="flex gap-2 max-hand:w-full">
      <Button icon={isPaused ? <Play {...icon} /> : <Pause {...icon} />} onClick={toggle}>
        {isPaused ? words.run.resume : words.run.pause}
        <ShortcutHint name="pauseImport" />
      </Button>
      <Button onClick={() => setAsking(true)}>{words.run.cancel}</Button>
      {isAsking && <StopDialog run={run} onClose={() => setAsking(false)} />}
    </div>
  );
}

function Progress({ run, tally }: { readonly run: ImportRun; readonly tally: Tally }) {
  const now = useNow(500);
  const { facts, batches } = run;
  const seconds = useTimeLeft(tally.sent, facts.ids - tally.sent, isUnderWay(run));
  const accepted = countOf(batches, 'accepted', 'recorded', 'failed');
  return (
    <section>
      <h2 className="text-fg-2 [overflow-wrap:anywhere]">
        <span className="sr-only">{formatMessage(words.run.heading, { file: '' })}</span>
        {facts.file}
      </h2>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="flex items-baseline gap-2 tabular-nums">
          <span className="text-figure-l">{format.number(tally.sent)}</span>
          <span className="text-heading font-normal text-fg-2">
            {formatMessage(words.run.sentOf, { n: format.number(facts.ids) })}
          </span>
        </p>
        <Buttons run={run} />
      </div>
      <div className="mt-4 mb-2">
        <ProgressBar label={words.run.progress} value={tally.sent} max={facts.ids} />
      </div>
      <div className="flex flex-wrap justify-between gap-x-4 text-small text-fg-2 tabular-nums">
        <p>{statusOf(run, seconds, now)}</p>
        <p>{formatMessage(words.run.acceptedOf, { n: format.number(accepted), all: format.number(batches.length) })}</p>
      </div>
      <ProgressAnnouncer
        done={tally.sent}
        all={facts.ids}
        say={(percent) => formatMessage(words.run.announced, { percent: format.number(percent) })}
      />
    </section>
  );
}

function Batches({ batches }: Pick<ImportRun, 'batches'>) {
  const count = (...kinds: Parameters<typeof countOf>[1][]) => format.number(countOf(batches, ...kinds));
  return (
    <section>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h3 className="font-semibold">{words.run.batches}</h3>
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-small text-fg-2">
          <StatusLegendItem status="done">
            {formatMessage(words.run.accepted, { n: count('accepted', 'recorded') })}
          </StatusLegendItem>
          <StatusLegendItem status="running">
            {formatMessage(words.run.sending, { n: count('sending') })}
          </StatusLegendItem>
          <StatusLegendItem status="failed">
            {formatMessage(words.run.toRetry, { n: count('to-retry') })}
          </StatusLegendItem>
          {countOf(batches, 'failed') > 0 && (
            <StatusLegendItem status="failed">
              {formatMessage(words.run.failed, { n: count('failed') })}
            </StatusLegendItem>
          )}
          {countOf(batches, 'rejected') > 0 && (
            <StatusLegendItem status="failed">
              {formatMessage(words.run.refusedCount, { n: count('rejected') })}
            </StatusLegendItem>
          )}
          <StatusLegendItem status="pending">
            {formatMessage(words.run.waiting, { n: count('waiting') })}
          </StatusLegendItem>
        </ul>
      </div>
      <StatusGrid statuses={cellsOf(batches)} />
    </section>
  );
}

function Recorded({ tally }: { readonly tally: Tally }) {
  return (
    <section>
      <h3 className="mb-3 font-semibold">{words.run.recorded}</h3>
      <Stats
        label={words.run.recorded}
        items={[
          { value: format.number(tally.added), label: words.run.added },
          { value: format.number(tally.existing), label: words.run.existing, tone: 'quiet' },
          { value: format.number(tally.inWorkflow), label: words.run.inWorkflow, tone: 'quiet' },
        ]}
      />
    </section>
  );
}

/** What is sent, what is recorded of it, and what a person has to decide. */
export function RunStep({ run }: { readonly run: ImportRun }) {
  const tally = tallyOf(run.batches);
  return (
    <div className="flex flex-col gap-8">
      <Progress run={run} tally={tally} />
      <Batches batches={run.batches} />
      <Recorded tally={tally} />
      <div className="flex flex-col gap-3">
        <NotKeptNotice run={run} />
        <RejectedBatches run={run} />
        <BatchesToRetry run={run} />
        {run.hold.kind !== 'not-kept' && (
          <Notice variant="info" icon={ShieldCheck} title={words.run.leaveTitle}>
            {words.run.leaveText}
          </Notice>
        )}
      </div>
    </div>
  );
}
