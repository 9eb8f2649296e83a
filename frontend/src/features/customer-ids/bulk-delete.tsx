import { CircleCheck } from 'lucide-react';
import { Button } from '#components/button.tsx';
import { LinkList } from '#components/link-list.tsx';
import { Notice } from '#components/notice.tsx';
import { ProgressAnnouncer } from '#components/progress-bar.tsx';
import { ProgressCard } from '#components/progress-card.tsx';
import { showToast } from '#components/toasts.ts';
import { retrySubmission, type Submission, submitDeletion } from '#lib/api/submissions.ts';
import { apiKey } from '#lib/api-key.ts';
import { type Batch, type BatchRun, countBatches } from '#lib/batches/batch-run.ts';
import { browserEnvironment } from '#lib/batches/browser-environment.ts';
import {
  countDeletions,
  createDeleteRun,
  type DeletionCounts,
  findFailure,
  listSubmissionIds,
  toDeletionPhase,
} from '#lib/batches/delete-run.ts';
import { inBatches } from '#lib/batches/in-batches.ts';
import type { CustomerId } from '#lib/domain.ts';
import { explainWrite } from '#lib/explain-problem.ts';
import { format, formatMessage, formatPlural, shortId } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { navigate } from '#lib/navigation.ts';
import { useObservable } from '#lib/observable.ts';
import { paths, submissionPath } from '#lib/paths.ts';
import { bulkMessages as texts } from './bulk-messages.ts';
import { type BulkDelete, blockUnload, bulkDeletes, isIdsPageOpen } from './mutation-state.ts';

function describeResult({ deleted, total }: DeletionCounts): string {
  const n = format.number(deleted);
  return deleted === total
    ? formatPlural(texts.deletedAll, deleted, n)
    : formatMessage(texts.deletedSome, { n, total: format.number(total) });
}

const isGone = ({ outcome }: Submission['results'][number]): boolean => outcome === 'deleted' || outcome === 'absent';

function removeBulkDelete({ key, run }: BulkDelete): void {
  run.close();
  blockUnload(run, false);
  bulkDeletes.set(bulkDeletes.read().filter((other) => other.key !== key));
}

/** On another page a toast reports the result and links to it. */
function reportFinished({ run }: BulkDelete): void {
  blockUnload(run, false);
  if (isIdsPageOpen()) return;
  const action = { label: texts.show, run: () => navigate(paths.ids) };
  showToast({ text: describeResult(countDeletions(run.read().batches)), action });
}

/** Deletes IDs by submissions. Continues while other pages are open. */
export function startBulkDelete(ids: readonly CustomerId[], onDeleted: (ids: readonly CustomerId[]) => void): void {
  const lists = inBatches(ids).map((list) => ({ ids: list, idempotencyKey: crypto.randomUUID() }));
  const label = formatPlural(texts.label, ids.length, format.number(ids.length));
  const waiting = lists.map(
    (list, index): Batch => ({ number: index + 1, size: list.ids.length, state: { kind: 'waiting' } }),
  );
  const run = createDeleteRun(waiting, {
    ...browserEnvironment,
    retrySubmission,
    submit: async (number) => {
      const list = lists[number - 1];
      return list && submitDeletion({ ids: list.ids, label }, list.idempotencyKey);
    },
    repository: {
      saveIntent: async () => undefined,
      saveBatch: async () => undefined,
      saveRecorded: async ({ number }, { results }) => {
        const gone = new Set(results.filter(isGone).map(({ id }) => id));
        onDeleted((lists[number - 1]?.ids ?? []).filter((id) => gone.has(id)));
      },
    },
    onFinished: () => reportFinished(bulkDelete),
  });
  const bulkDelete: BulkDelete = { key: crypto.randomUUID(), run };
  blockUnload(run, true);
  bulkDeletes.set([...bulkDeletes.read(), bulkDelete]);
  run.start();
}

// A deletion continues with the next key, like an import. Only its report is private to the key.
apiKey.subscribe(() => {
  if (apiKey.read() !== undefined || apiKey.disconnectReason() !== 'user') return;
  for (const bulkDelete of bulkDeletes.read())
    if (toDeletionPhase(bulkDelete.run.read()) === 'finished') removeBulkDelete(bulkDelete);
});

function describeProgress({ blocked }: BatchRun, { total, pending }: DeletionCounts): string {
  const values = { done: format.number(total - pending), total: format.number(total) };
  if (blocked?.kind === 'offline') return formatMessage(texts.offline, values);
  if (blocked?.kind === 'no-key') return formatMessage(texts.noKey, values);
  return formatMessage(blocked?.kind === 'throttled' ? texts.throttled : texts.status, values);
}

function explainRest({ batches }: BatchRun, { absent, failed, pending }: DeletionCounts): string {
  const failure = findFailure(batches);
  const count = (text: Parameters<typeof formatPlural>[0], n: number) =>
    n > 0 ? [formatPlural(text, n, format.number(n))] : [];
  const reason =
    typeof failure === 'object' ? explainWrite(failure, messages.change.doneDeleted) : failure || texts.workflowFailed;
  return [
    ...count(texts.absent, absent),
    ...count(texts.failed, failed),
    ...(failed > 0 ? [reason] : []),
    ...count(texts.notSent, pending),
  ].join(' ');
}

function Submissions({ batches }: Pick<BatchRun, 'batches'>) {
  const ids = listSubmissionIds(batches);
  if (ids.length === 0) return null;
  return (
    <LinkList
      summary={formatPlural(texts.submissions, ids.length, format.number(ids.length))}
      links={ids.map((id) => ({ href: submissionPath(id), text: shortId(id), title: id }))}
    />
  );
}

type CardProps = { readonly bulkDelete: BulkDelete; readonly state: BatchRun; readonly counts: DeletionCounts };

function Running({ bulkDelete, state, counts }: CardProps) {
  const { total, pending } = counts;
  return (
    <ProgressCard
      title={formatPlural(texts.deleting, total, format.number(total))}
      status={describeProgress(state, counts)}
      text={texts.leave}
      done={total - pending}
      total={total}
      actions={<Button onClick={() => void bulkDelete.run.stop()}>{texts.stop}</Button>}
    />
  );
}

/** Also shown when only the user can decide whether to continue. */
function Report({ bulkDelete, state, counts }: CardProps) {
  const isComplete = counts.failed + counts.pending === 0;
  const canRetry = countBatches(state.batches, 'failed', 'to-retry', 'waiting') > 0;
  const action = counts.failed > 0 ? messages.tryAgain : texts.continue;
  return (
    <Notice
      {...(isComplete ? { variant: 'info', icon: CircleCheck } : {})}
      title={describeResult(counts)}
      onClose={() => removeBulkDelete(bulkDelete)}
      actions={canRetry && <Button onClick={() => void bulkDelete.run.retry()}>{action}</Button>}
    >
      <p>{explainRest(state, counts)}</p>
      <Submissions batches={state.batches} />
    </Notice>
  );
}

/** The progress of a deletion, then its report. */
export function BulkDeleteCard({ bulkDelete }: { readonly bulkDelete: BulkDelete }) {
  const state = useObservable(bulkDelete.run);
  const counts = countDeletions(state.batches);
  const phase = toDeletionPhase(state);
  const isOver = phase === 'finished' || phase === 'needs-action';
  return (
    <div>
      {isOver ? (
        <Report bulkDelete={bulkDelete} state={state} counts={counts} />
      ) : (
        <Running bulkDelete={bulkDelete} state={state} counts={counts} />
      )}
      <ProgressAnnouncer
        done={counts.total - counts.pending}
        total={counts.total}
        format={(percent) => formatMessage(texts.percent, { percent: format.number(percent) })}
        result={phase === 'finished' ? describeResult(counts) : undefined}
      />
    </div>
  );
}
