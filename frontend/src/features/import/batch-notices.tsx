import { ChevronRight, CircleAlert, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#components/button.tsx';
import type { Batch } from '#lib/batches/batch-run.ts';
import { formatIdRange } from '#lib/batches/in-batches.ts';
import { explainWrite } from '#lib/explain-problem.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { useShortcut } from '#lib/shortcuts.ts';
import { runner } from './import-instance.ts';
import { importMessages as messages } from './import-messages.ts';
import type { ImportRun } from './import-state.ts';
import { isRetried, type RetriedBatch } from './run-status.ts';

const shownMax = 20;

interface BatchNoticeProps {
  readonly title: string;
  readonly text: string;
  readonly list?: ReactNode;
  readonly action?: ReactNode;
}

/** Only the title and the text are announced. */
function BatchNotice({ title, text, list, action }: BatchNoticeProps) {
  return (
    <div className="flex animate-appear flex-wrap items-center gap-3 rounded-box border border-line px-4 py-3">
      <CircleAlert aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 self-start text-bad" />
      <div className="min-w-48 grow basis-0">
        <div role="alert">
          <p className="font-medium">{title}</p>
          <p className="text-small text-fg-2">{text}</p>
        </div>
        {list}
      </div>
      {action}
    </div>
  );
}

function describeRetried(failed: readonly RetriedBatch[]): string {
  const hasNoResponse = failed.every(({ state }) => state.problem.kind === 'no-response');
  const [only, ...others] = failed;
  if (only && others.length === 0) {
    const text = hasNoResponse ? messages.run.noResponse : messages.run.notAccepted;
    return formatMessage(text, { n: format.number(only.number) });
  }
  const text = hasNoResponse ? messages.run.noResponses : messages.run.notAcceptedSeveral;
  return formatMessage(text, { n: format.number(failed.length) });
}

const explainFailure = ({ state: { problem } }: RetriedBatch): string =>
  problem.kind === 'no-response' ? messages.run.noResponseText : explainWrite(problem, messages.report.submitted);

/** Distinct reasons, because batches usually fail for the same. One batch has no list that names its positions. */
function explainFailures(failed: readonly RetriedBatch[]): string {
  const [only, ...others] = failed;
  const positions = only && others.length === 0 ? [formatMessage(messages.run.positions, formatIdRange(only))] : [];
  return [...positions, ...new Set(failed.map(explainFailure))].join(' ');
}

const formatBatch = (batch: Batch): string =>
  formatMessage(messages.run.failedBatch, { n: format.number(batch.number), ...formatIdRange(batch) });

function BatchList({ failed }: { readonly failed: readonly RetriedBatch[] }) {
  const more = failed.length - shownMax;
  return (
    <details className="group">
      <summary className="flex w-fit list-none items-center gap-1 rounded-key text-fg-2 hover:text-fg touch:py-3">
        <ChevronRight
          aria-hidden
          size={16}
          strokeWidth={1.75}
          className="shrink-0 text-fg-3 transition-transform group-open:rotate-90"
        />
        {messages.run.failedBatches}
      </summary>
      <ul className="mt-1 pl-5 text-small text-fg-2 tabular-nums">
        {failed.slice(0, shownMax).map((batch) => (
          <li key={batch.number}>{formatBatch(batch)}</li>
        ))}
        {more > 0 && <li>{formatPlural(messages.run.moreToRetry, more, format.number(more))}</li>}
      </ul>
    </details>
  );
}

/** The batches that failed, with one button for all. A paused import retries them when it is resumed. */
export function RetriedBatches({ run: { batches, intent } }: { readonly run: ImportRun }) {
  const failed = batches.filter(isRetried);
  const isRunning = intent === 'running';
  const retry = () => void runner.resume();
  useShortcut('retry', retry, isRunning && failed.length > 0);
  if (failed.length === 0) return null;
  const isBusy = failed.every(({ state }) => state.kind !== 'to-retry');
  return (
    <BatchNotice
      title={describeRetried(failed)}
      text={`${explainFailures(failed)}${isRunning ? ` ${messages.run.retryAutomatic}` : ''}`}
      list={failed.length > 1 && <BatchList failed={failed} />}
      action={
        isRunning && (
          <Button
            variant="primary"
            icon={<RotateCw aria-hidden size={16} strokeWidth={1.75} />}
            busy={isBusy}
            onClick={retry}
            className="max-hand:w-full"
          >
            {formatPlural(messages.run.retryBatches, failed.length, format.number(failed.length))}
          </Button>
        )
      }
    />
  );
}

/** Explains only the first, because batches are usually rejected for the same reason. */
export function RejectedBatches({ run: { batches } }: { readonly run: ImportRun }) {
  const rejected = batches.flatMap((batch) =>
    batch.state.kind === 'rejected' ? [{ batch, problem: batch.state.problem }] : [],
  );
  const [first, ...more] = rejected;
  if (!first) return null;
  const reason = explainWrite(first.problem, messages.report.submitted);
  const text = formatMessage(messages.run.rejectedText, { ...formatIdRange(first.batch), reason });
  const others =
    more.length > 0 ? ` ${formatPlural(messages.run.moreRejected, more.length, format.number(more.length))}` : '';
  return (
    <BatchNotice
      title={formatMessage(messages.run.rejected, { n: format.number(first.batch.number) })}
      text={`${text}${others}`}
    />
  );
}
