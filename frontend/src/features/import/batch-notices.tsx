import { CircleAlert, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#components/button.tsx';
import type { Problem } from '#lib/api/problem.ts';
import type { Batch } from '#lib/batches/batch-run.ts';
import { formatIdRange } from '#lib/batches/in-batches.ts';
import { explainWrite } from '#lib/explain-problem.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { useShortcut } from '#lib/shortcuts.ts';
import { runner } from './import-instance.ts';
import { importMessages as messages } from './import-messages.ts';
import type { ImportRun } from './import-state.ts';

const shownMax = 3;

const retryIcon = <RotateCw aria-hidden size={16} strokeWidth={1.75} />;

interface BatchNoticeProps {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

function BatchNotice({ title, text, children }: BatchNoticeProps) {
  return (
    <div
      role="alert"
      className="flex animate-appear flex-wrap items-center gap-3 rounded-box border border-line px-4 py-3"
    >
      <CircleAlert aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 self-start text-bad" />
      <div className="min-w-48 grow basis-0">
        <p className="font-medium">{title}</p>
        <p className="text-small text-fg-2">{text}</p>
      </div>
      {children}
    </div>
  );
}

function withProblem(batches: readonly Batch[], kind: 'to-retry' | 'rejected') {
  return batches.flatMap((batch) =>
    batch.state.kind === kind && 'problem' in batch.state ? [{ batch, problem: batch.state.problem }] : [],
  );
}

function explainFailure(batch: Batch, problem: Problem): { readonly title: string; readonly text: string } {
  const n = format.number(batch.number);
  const range = formatIdRange(batch);
  if (problem.kind === 'no-response') {
    return {
      title: formatMessage(messages.run.noResponse, { n }),
      text: formatMessage(messages.run.noResponseText, range),
    };
  }
  const reason = explainWrite(problem, messages.report.submitted);
  return {
    title: formatMessage(messages.run.notAccepted, { n }),
    text: formatMessage(messages.run.notAcceptedText, { ...range, reason }),
  };
}

function BatchToRetry({ batch, problem }: { readonly batch: Batch; readonly problem: Problem }) {
  const { title, text } = explainFailure(batch, problem);
  return (
    <BatchNotice title={title} text={text}>
      <Button icon={retryIcon} onClick={() => void runner.retry(batch.number)} className="max-hand:w-full">
        {formatMessage(messages.run.retry, { n: format.number(batch.number) })}
      </Button>
    </BatchNotice>
  );
}

/** The first batches that failed, each with a button, and one button for all. */
export function BatchesToRetry({ run: { batches } }: { readonly run: ImportRun }) {
  const failed = withProblem(batches, 'to-retry');
  const more = failed.length - shownMax;
  const retryAll = () => void runner.retry(...failed.map(({ batch }) => batch.number));
  useShortcut('retry', retryAll, failed.length > 0);
  return (
    <>
      {failed.slice(0, shownMax).map(({ batch, problem }) => (
        <BatchToRetry key={batch.number} batch={batch} problem={problem} />
      ))}
      {failed.length > 1 && (
        <div className="flex items-center justify-end gap-3 text-fg-2">
          {more > 0 && formatPlural(messages.run.moreToRetry, more, format.number(more))}
          <Button icon={retryIcon} onClick={retryAll}>
            {formatMessage(messages.run.retryAll, { n: format.number(failed.length) })}
          </Button>
        </div>
      )}
    </>
  );
}

/** Explains only the first, because batches are usually rejected for the same reason. */
export function RejectedBatches({ run: { batches } }: { readonly run: ImportRun }) {
  const [first, ...more] = withProblem(batches, 'rejected');
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
