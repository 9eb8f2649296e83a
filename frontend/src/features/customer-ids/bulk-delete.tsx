import { CircleCheck } from 'lucide-react';
import { Button } from '#components/button.tsx';
import { Notice } from '#components/notice.tsx';
import { ProgressAnnouncer, ProgressCard } from '#components/progress.tsx';
import { SubmissionLinks } from '#components/submission-links.tsx';
import { showToast } from '#components/toasts.ts';
import { retrySubmission, type Submission, submitDeletion } from '#lib/api/submissions.ts';
import { apiKey } from '#lib/api-key.ts';
import { browserEnvironment } from '#lib/batches/batch-deps.ts';
import { type Batch, type BatchRun, countBatches } from '#lib/batches/batch-run.ts';
import {
  countDeletions,
  createDeleteRun,
  type DeletionCounts,
  describeDeletion,
  explainDeletionFailure,
  listSubmissionIds,
  toDeletionPhase,
} from '#lib/batches/delete-run.ts';
import { inBatches } from '#lib/batches/in-batches.ts';
import type { CustomerId } from '#lib/domain.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { navigate } from '#lib/navigation.ts';
import { useObservable } from '#lib/observable.ts';
import { paths } from '#lib/paths.ts';
import { useShortcut } from '#lib/shortcuts.ts';
import { type BulkDelete, blockUnload, bulkDeletes, isIdsPageOpen } from './mutation-state.ts';

/** Loaded when the user deletes more IDs than can be deleted one by one. */
const texts = {
  label: { one: 'Deleted {n} selected ID', other: 'Deleted {n} selected IDs' },
  deleting: { one: 'Deleting {n} ID', other: 'Deleting {n} IDs' },
  status: '{done} of {total} done',
  offline: '{done} of {total} done. You are offline. The deletion continues when you are back online.',
  noKey: '{done} of {total} done. The deletion continues when you connect with a key that can write.',
  throttled: '{done} of {total} done. Too many requests with this key. Retrying automatically.',
  leave: 'You can open other pages. Keep this tab open.',
  stop: 'Stop',
  noUndo: 'This delete has no undo. You can stop it, and import the deleted IDs again.',
  continue: 'Continue',
  percent: '{percent}% deleted',
  deletedAll: { one: 'Deleted {n} ID', other: 'Deleted {n} IDs' },
  deletedSome: 'Deleted {n} of {total} IDs',
  absent: { one: '{n} was no longer in the registry.', other: '{n} were no longer in the registry.' },
  failed: { one: '{n} ID failed.', other: '{n} IDs failed.' },
  notSent: { one: '{n} ID was not submitted.', other: '{n} IDs were not submitted.' },
  submissions: { one: '{n} submission', other: '{n} submissions' },
  show: 'Show',
} as const;

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

function explainRest({ batches }: BatchRun, { absent, failed, pending }: DeletionCounts): string {
  const count = (text: Parameters<typeof formatPlural>[0], n: number) =>
    n > 0 ? [formatPlural(text, n, format.number(n))] : [];
  return [
    ...count(texts.absent, absent),
    ...count(texts.failed, failed),
    ...(failed > 0 ? [explainDeletionFailure(batches)] : []),
    ...count(texts.notSent, pending),
  ].join(' ');
}

type CardProps = { readonly bulkDelete: BulkDelete; readonly state: BatchRun; readonly counts: DeletionCounts };

function Running({ bulkDelete, state, counts }: CardProps) {
  const { total, pending } = counts;
  useShortcut('undo', () => showToast({ text: texts.noUndo }));
  return (
    <ProgressCard
      title={formatPlural(texts.deleting, total, format.number(total))}
      status={describeDeletion(state, counts, texts)}
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
  const ids = listSubmissionIds(state.batches);
  return (
    <Notice
      {...(isComplete ? { variant: 'info', icon: CircleCheck } : {})}
      title={describeResult(counts)}
      onClose={() => removeBulkDelete(bulkDelete)}
      actions={canRetry && <Button onClick={() => void bulkDelete.run.retry()}>{action}</Button>}
    >
      <p>{explainRest(state, counts)}</p>
      <SubmissionLinks summary={formatPlural(texts.submissions, ids.length, format.number(ids.length))} ids={ids} />
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
