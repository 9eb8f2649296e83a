import { CircleAlert, RotateCw } from 'lucide-react';
import { Button } from '#components/button.tsx';
import { isOutcomeUnknown, type Problem } from '#lib/api/problem.ts';
import { submissionIdsMax } from '#lib/customer-id.ts';
import { explainWrite } from '#lib/explain-problem.ts';
import { format } from '#lib/formatting.ts';
import { fill, plural } from '#lib/phrase.ts';
import { useShortcut } from '#lib/use-shortcut.ts';
import type { Batch, ImportRun } from './import-state.ts';
import { importWords as words } from './import-words.ts';
import { runner } from './live-import.ts';

const shownMax = 3;

const retryIcon = <RotateCw aria-hidden size={16} strokeWidth={1.75} />;

/** The places of its IDs among all that are sent, counted from 1. */
export function rangeOf({ number, size }: Pick<Batch, 'number' | 'size'>): {
  readonly first: string;
  readonly last: string;
} {
  const before = (number - 1) * submissionIdsMax;
  return { first: format.number(before + 1), last: format.number(before + size) };
}

function explain(batch: Batch, problem: Problem): { readonly title: string; readonly text: string } {
  const n = format.number(batch.number);
  if (isOutcomeUnknown(problem)) {
    return { title: fill(words.run.unanswered, { n }), text: fill(words.run.unansweredText, rangeOf(batch)) };
  }
  const reason = explainWrite(problem, words.report.submitted);
  return { title: fill(words.run.refused, { n }), text: fill(words.run.refusedText, { ...rangeOf(batch), reason }) };
}

function BatchToRetry({ batch, problem }: { readonly batch: Batch; readonly problem: Problem }) {
  const { title, text } = explain(batch, problem);
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
      <Button icon={retryIcon} onClick={() => void runner.retry(batch.number)} className="max-hand:w-full">
        {fill(words.run.retry, { n: format.number(batch.number) })}
      </Button>
    </div>
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
          {more > 0 && plural(words.run.moreToRetry, more, format.number(more))}
          <Button icon={retryIcon} onClick={retryAll}>
            {fill(words.run.retryAll, { n: format.number(failed.length) })}
          </Button>
        </div>
      )}
    </>
  );
}
