import { RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/button.tsx';
import { Checkbox } from '#components/checkbox.tsx';
import { Notice } from '#components/notice.tsx';
import { showToast } from '#components/toasts.ts';
import type { Problem } from '#lib/api/problem.ts';
import { retrySubmission, type SubmissionSummary } from '#lib/api/submissions.ts';
import { explainWrite } from '#lib/explain-problem.ts';
import { format, formatPlural } from '#lib/format.ts';
import { submissionMessages } from './submission-messages.ts';
import { useCacheRetried } from './use-submissions.ts';

const messages = submissionMessages.retry;
const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

/** One after the other, and none after a failure, which would fail the others too. */
async function retryAll(
  submissions: readonly SubmissionSummary[],
  onAccepted: (submission: SubmissionSummary) => void,
): Promise<Problem | undefined> {
  for (const submission of submissions) {
    const accepted = await retrySubmission(submission.submissionId);
    if (!accepted.ok && accepted.failure.code !== 'already-completed') return accepted.failure;
    onAccepted(submission);
  }
  return undefined;
}

/** The selected failed submissions. One that is retried leaves the selection, because it is no longer failed. */
export function useRetrySelection(
  submissions: readonly SubmissionSummary[],
  onRetried: (first: SubmissionSummary) => void,
) {
  const cacheRetried = useCacheRetried();
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set());
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const selected = submissions.filter(({ submissionId, status }) => status === 'failed' && ids.has(submissionId));

  const isSelected = ({ submissionId }: SubmissionSummary) => ids.has(submissionId);

  /** Selects them all, unless they are selected. */
  const toggle = (submissions: readonly SubmissionSummary[]) => {
    const toggled = new Set(ids);
    const isAdded = !submissions.every(isSelected);
    for (const { submissionId } of submissions) {
      if (isAdded) toggled.add(submissionId);
      else toggled.delete(submissionId);
    }
    setIds(toggled);
  };

  const retry = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    const failure = await retryAll(selected, cacheRetried);
    setBusy(false);
    setProblem(failure);
    const [first] = selected;
    if (failure || !first) return;
    showToast({ text: formatPlural(messages.retried, selected.length, format.number(selected.length)) });
    onRetried(first);
  };

  return { isSelected, selected, problem, isBusy, toggle, retry, clear: () => setIds(new Set()) };
}

export type RetrySelection = ReturnType<typeof useRetrySelection>;

type RetryCheckboxProps = {
  readonly label: string;
  readonly submissions: readonly SubmissionSummary[];
  readonly selection: RetrySelection;
};

/** Selects one failed submission, or all those of a group. */
export function RetryCheckbox({ label, submissions, selection: { isSelected, toggle } }: RetryCheckboxProps) {
  const isChecked = submissions.every(isSelected);
  return (
    <Checkbox
      label={label}
      isLabelHidden
      isMixed={!isChecked && submissions.some(isSelected)}
      checked={isChecked}
      onChange={() => toggle(submissions)}
      className="absolute right-2 bottom-0 z-[1] size-9 justify-center touch:size-11"
    />
  );
}

/** Retries the selected submissions, of which there is at least one. */
export function RetryBar({ selection }: { readonly selection: RetrySelection }) {
  const { selected, problem, isBusy, retry, clear } = selection;
  const count = selected.length;
  return (
    <div className="sticky top-0 z-[2] flex flex-wrap items-center gap-2 border-b border-line bg-surface px-(--edge) py-2">
      <p role="status" className="grow font-medium tabular-nums">
        {formatPlural(messages.selected, count, format.number(count))}
      </p>
      <Button icon={<RotateCcw {...icon} />} busy={isBusy} onClick={() => void retry()}>
        {messages.action}
      </Button>
      <Button variant="quiet" icon={<X {...icon} />} onClick={clear} className="ml-0!">
        {messages.clear}
      </Button>
      {problem && (
        <div className="basis-full">
          <Notice requestId={problem.requestId} title={messages.someNotRetried}>
            {explainWrite(problem, messages.done)}
          </Notice>
        </div>
      )}
    </div>
  );
}
