import { useState } from 'react';
import type { Problem } from '#lib/api/problem.ts';
import { submitCustomerIds } from '#lib/api/submissions.ts';
import { navigate } from '#lib/navigation.ts';
import { submissionPath } from '#lib/paths.ts';
import { forgetAttempt, keyForList } from './submission-attempt.ts';
import { useShowReceipt } from './use-submissions.ts';

/** Sends a list once, however often one presses; and goes to what came of it. */
export function useSubmit(onAccepted: () => void) {
  const showReceipt = useShowReceipt();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);

  const submit = async (ids: readonly string[]): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    setProblem(undefined);
    const accepted = await submitCustomerIds(
      ids,
      keyForList(ids, sessionStorage, () => crypto.randomUUID()),
    );
    setBusy(false);
    if (!accepted.ok) {
      setProblem(accepted.failure);
      return;
    }
    forgetAttempt(sessionStorage);
    onAccepted();
    showReceipt(accepted.value);
    navigate(submissionPath(accepted.value.submissionId));
  };

  return { submit, problem, isBusy };
}
