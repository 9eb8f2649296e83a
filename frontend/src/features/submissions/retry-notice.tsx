import { RotateCcw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '#components/button.tsx';
import { Notice } from '#components/notice.tsx';
import { isOutcomeUnknown, type Problem } from '#lib/api/problem.ts';
import { retrySubmission, type Submission } from '#lib/api/submissions.ts';
import { useCanWrite } from '#lib/client.ts';
import { explainWrite } from '#lib/explain-problem.ts';
import { submissionMessages } from './submission-messages.ts';
import { useCacheRetry, useReloadSubmission } from './use-submissions.ts';

const messages = submissionMessages.retry;

/** Once it is accepted, the submission is shown as running and polled again. */
function useRetry(submission: Submission) {
  const cacheRetry = useCacheRetry();
  const reload = useReloadSubmission();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);

  const retry = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    const accepted = await retrySubmission(submission.submissionId);
    setBusy(false);
    if (accepted.ok) cacheRetry(submission);
    else if (accepted.failure.code === 'already-completed') reload(submission.submissionId);
    else setProblem(accepted.failure);
  };

  return { retry, problem, isBusy };
}

type RetryNoticeProps = {
  readonly submission: Submission;
  readonly title: string;
  readonly variant?: 'error' | 'info';
  readonly children: ReactNode;
};

/** Explains why a submission is not completed, and retries it. */
export function RetryNotice({ submission, title, variant = 'error', children }: RetryNoticeProps) {
  const { retry, problem, isBusy } = useRetry(submission);
  const canWrite = useCanWrite();
  return (
    <div className="flex flex-col gap-3 px-(--edge) pt-5 pb-3">
      <Notice
        variant={variant}
        title={title}
        actions={
          canWrite && (
            <Button
              icon={<RotateCcw aria-hidden size={16} strokeWidth={1.75} />}
              busy={isBusy}
              onClick={() => void retry()}
            >
              {messages.action}
            </Button>
          )
        }
      >
        {children} {!canWrite && messages.readOnly}
      </Notice>
      {problem && (
        <Notice
          requestId={problem.requestId}
          title={isOutcomeUnknown(problem) ? messages.maybeRetried : messages.notRetried}
        >
          {explainWrite(problem, messages.done)}
        </Notice>
      )}
    </div>
  );
}
