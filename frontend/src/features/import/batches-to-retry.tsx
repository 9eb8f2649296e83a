import { RotateCw } from 'lucide-react';
import { Button } from '#components/button.tsx';
import { isOutcomeUnknown, type Problem } from '#lib/api/problem.ts';
import { explainWrite } from '#lib/explain-problem.ts';
import { formatMessage, formatPlural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { useShortcut } from '#lib/use-shortcut.ts';
import { BatchNotice } from './batch-notice.tsx';
import { rangeOf } from './batches.ts';
import { runner } from './import-instance.ts';
import { importWords as words } from './import-messages.ts';
import type { Batch, ImportRun } from './import-state.ts';

const shownMax = 3;

const retryIcon = <RotateCw aria-hidden size={16} strokeWidth={1.75} />;

function explain(batch: Batch, problem: Problem): { readonly title: string; readonly text: string } {
  const n = format.number(batch.number);
  if (isOutcomeUnknown(problem)) {
    return {
      title: formatMessage(words.run.unanswered, { n }),
      text: formatMessage(words.run.unansweredText, rangeOf(batch)),
    };
  }
  const reason = explainWrite(problem, words.report.submitted);
  return {
    title: formatMessage(words.run.refused, { n }),
    text: formatMessage(words.run.refusedText, { ...rangeOf(batch), reason }),
  };
}

function BatchToRetry({ batch, problem }: { readonly batch: Batch; readonly problem: Problem }) {
  const { title, text } = explain(batch, problem);
  return (
    <BatchNotice title={title} text={text}>
      <Button icon={retryIcon} onClick={() => void runner.retry(batch.number)} className="max-hand:w-full">
        {formatMessage(words.run.retry, { n: format.number(batch.number) })}
      </Button>
    </BatchNotice>
  );
}

/** What did not get through, to be sent again: all of it or each for itself. */
export function BatchesToRetry({ run: { batches } }: { readonly run: ImportRun }) {
  const failed = batches.flatMap((batch) =>
    batch.state.kind === 'to-retry' ? [{ batch, problem: batch.state.problem }] : [],
  );
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
          {more > 0 && formatPlural(words.run.moreToRetry, more, format.number(more))}
          <Button icon={retryIcon} onClick={retryAll}>
            {formatMessage(words.run.retryAll, { n: format.number(failed.length) })}
          </Button>
        </div>
      )}
    </>
  );
}
