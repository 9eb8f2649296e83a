import { useEffect, useRef } from 'react';
import { Button } from '#components/button.tsx';
import { Notice } from '#components/notice.tsx';
import { ProgressAnnouncer, ProgressCard } from '#components/progress.tsx';
import { Stats } from '#components/stats.tsx';
import { SubmissionLinks } from '#components/submission-links.tsx';
import { getSubmission } from '#lib/api/submissions.ts';
import { type Batch, type BatchRun, countBatches } from '#lib/batches/batch-run.ts';
import {
  countDeletions,
  type DeleteRun,
  type DeletionCounts,
  describeDeletion,
  explainDeletionFailure,
  listSubmissionIds,
  toDeletionPhase,
} from '#lib/batches/delete-run.ts';
import { succeed } from '#lib/domain.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { messages as shared } from '#lib/messages.ts';
import { Link } from '#lib/navigation.ts';
import { useObservable } from '#lib/observable.ts';
import { idPath } from '#lib/paths.ts';
import { useAsyncState } from '#lib/query.ts';
import { undoMessages as messages } from './undo-messages.ts';

function describeResult({ failed, pending }: DeletionCounts): string {
  const left = failed + pending;
  return left > 0 ? formatPlural(messages.doneExcept, left, format.number(left)) : messages.done;
}

/** IDs and submissions beyond this are only counted. */
const shownIdsMax = 20;
const readSubmissionsMax = 5;

/** Reads the IDs from the submissions, because the browser does not store them. */
async function loadChangedIds(submissionIds: readonly string[], signal: AbortSignal) {
  const ids: string[] = [];
  for (const submissionId of submissionIds) {
    const submission = await getSubmission(submissionId, signal);
    if (!submission.ok) return submission;
    ids.push(...submission.value.results.filter(({ outcome }) => outcome === 'changed').map(({ id }) => id));
  }
  return succeed<readonly string[]>(ids.slice(0, shownIdsMax));
}

function ChangedIds({ batches, count }: { readonly batches: readonly Batch[]; readonly count: number }) {
  const withChanged = batches.filter(({ state }) => state.kind === 'recorded' && (state.changed ?? 0) > 0);
  const submissionIds = listSubmissionIds(withChanged).slice(0, readSubmissionsMax);
  const ids = useAsyncState({
    key: ['changed-ids', ...submissionIds],
    load: (signal) => loadChangedIds(submissionIds, signal),
  });
  if (ids.status !== 'loaded') return null;
  const more = count - ids.value.length;
  return (
    <div>
      <h4 className="mb-1 font-medium">{messages.changedIds}</h4>
      <ul aria-label={messages.changedIds} className="flex flex-wrap gap-x-4 gap-y-1 touch:gap-y-3">
        {ids.value.map((id) => (
          <li key={id}>
            <Link
              href={idPath(id)}
              className="rounded-key font-mono text-id font-medium hover:underline hover:underline-offset-4"
            >
              {id}
            </Link>
          </li>
        ))}
        {more > 0 && <li className="text-fg-2">{formatPlural(messages.more, more, format.number(more))}</li>}
      </ul>
    </div>
  );
}

function UndoFigures({ counts }: { readonly counts: DeletionCounts }) {
  const { deleted, changed, absent, failed, pending } = counts;
  const left = failed + pending;
  return (
    <Stats
      label={messages.heading}
      items={[
        { value: format.number(deleted), label: messages.deleted, tone: 'ok', share: deleted },
        {
          value: format.number(changed),
          label: messages.changed,
          ...(changed > 0 && { text: messages.changedText }),
          tone: changed > 0 ? 'plain' : 'quiet',
          share: changed,
        },
        { value: format.number(absent), label: messages.absent, tone: 'quiet', share: absent },
        ...(left > 0 ? [{ value: format.number(left), label: messages.left, tone: 'bad', share: left } as const] : []),
      ]}
    />
  );
}

type UndoReportProps = { readonly run: DeleteRun; readonly state: BatchRun; readonly counts: DeletionCounts };

function UndoReport({ run, state, counts }: UndoReportProps) {
  const { batches } = state;
  const left = counts.failed + counts.pending;
  const canRetry = countBatches(batches, 'failed', 'to-retry', 'waiting') > 0;
  const ids = listSubmissionIds(batches);
  return (
    <>
      <h3 className="font-semibold">{describeResult(counts)}</h3>
      <UndoFigures counts={counts} />
      {left > 0 && (
        <Notice
          title={formatPlural(messages.leftTitle, left, format.number(left))}
          actions={canRetry && <Button onClick={() => void run.retry()}>{shared.tryAgain}</Button>}
        >
          {explainDeletionFailure(batches)}
        </Notice>
      )}
      {counts.changed > 0 && <ChangedIds batches={batches} count={counts.changed} />}
      <SubmissionLinks summary={formatPlural(messages.submissions, ids.length, format.number(ids.length))} ids={ids} />
    </>
  );
}

/** The progress of an undo, then what it deleted and what it left. */
export function UndoSection({ run }: { readonly run: DeleteRun }) {
  const state = useObservable(run);
  const counts = countDeletions(state.batches);
  const { total, pending } = counts;
  const phase = toDeletionPhase(state);
  const isOver = phase === 'finished' || phase === 'needs-action';
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // The button that started the undo is gone.
    if (document.activeElement === document.body) section.current?.focus();
  }, []);
  return (
    <section ref={section} tabIndex={-1} className="flex flex-col gap-3 outline-none">
      {isOver ? (
        <UndoReport run={run} state={state} counts={counts} />
      ) : (
        <ProgressCard
          title={messages.running}
          status={describeDeletion(state, counts, messages)}
          text={messages.leave}
          done={total - pending}
          total={total}
        />
      )}
      <ProgressAnnouncer
        done={total - pending}
        total={total}
        format={(percent) => formatMessage(messages.announced, { percent: format.number(percent) })}
        result={isOver ? describeResult(counts) : undefined}
      />
    </section>
  );
}
