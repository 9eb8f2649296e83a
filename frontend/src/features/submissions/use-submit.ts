import { useState } from 'react';
import { showToast } from '#components/toasts.ts';
import { isOutcomeUnknown, type Problem } from '#lib/api/problem.ts';
import { submitCustomerIds } from '#lib/api/submissions.ts';
import { navigate } from '#lib/navigation.ts';
import { submissionPath } from '#lib/paths.ts';
import { tabStorage } from '#lib/storage.ts';
import { useIsMounted } from '#lib/use-is-mounted.ts';
import { forgetAttempt, keyForList } from './idempotency-key.ts';
import { submissionWords } from './messages.ts';
import { useShowReceipt } from './use-submissions.ts';

/** The title of a list that was not accepted, or not for certain. */
export const titleOfProblem = (problem: Problem): string =>
  isOutcomeUnknown(problem) ? submissionWords.form.maybeSubmitted : submissionWords.form.notSubmitted;

/** Sends a list once, however often one presses; and goes to what came of it, or says so where one has gone meanwhile. */
export function useSubmit(onAccepted: () => void) {
  const showReceipt = useShowReceipt();
  const isShown = useIsMounted();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);

  const submit = async (ids: readonly string[]): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    setProblem(undefined);
    const accepted = await submitCustomerIds(
      ids,
      keyForList(ids, tabStorage, () => crypto.randomUUID()),
    );
    setBusy(false);
    if (!accepted.ok) {
      setProblem(accepted.failure);
      if (!isShown()) showToast({ text: titleOfProblem(accepted.failure) });
      return;
    }
    forgetAttempt(tabStorage);
    onAccepted();
    showReceipt(accepted.value);
    if (isShown()) navigate(submissionPath(accepted.value.submissionId));
    else showToast({ text: submissionWords.form.submitted });
  };

  return { submit, problem, isBusy };
}
