import { useState } from 'react';
import { showToast } from '#components/toasts.ts';
import { isOutcomeUnknown, type Problem } from '#lib/api/problem.ts';
import { submitCustomerIds } from '#lib/api/submissions.ts';
import { navigate } from '#lib/navigation.ts';
import { submissionPath } from '#lib/paths.ts';
import { tabStorage } from '#lib/storage.ts';
import { useIsMounted } from '#lib/use-is-mounted.ts';
import { submissionMessages as messages } from './submission-messages.ts';
import { useCacheReceipt } from './use-submissions.ts';

const storageKey = 'submission-attempt';

/**
 * The Idempotency-Key for a list, stored with the list in this tab. A retry, even after a reload, reuses the key; a changed
 * list gets a new one.
 */
export function keyForList(ids: readonly string[], storage: Storage, createKey: () => string): string {
  const list = JSON.stringify(ids);
  const [storedKey, storedList] = storage.getItem(storageKey)?.split('\n', 2) ?? [];
  if (storedKey && storedList === list) return storedKey;
  const key = createKey();
  storage.setItem(storageKey, `${key}\n${list}`);
  return key;
}

export const clearKey = (storage: Storage): void => storage.removeItem(storageKey);

export const submitErrorTitle = (problem: Problem): string =>
  isOutcomeUnknown(problem) ? messages.form.maybeSubmitted : messages.form.notSubmitted;

/** Submits a list once, then opens the submission; if the user has left the form, shows a toast instead. */
export function useSubmit(onAccepted: () => void) {
  const cacheReceipt = useCacheReceipt();
  const isMounted = useIsMounted();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);

  const submit = async (ids: readonly string[]): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    setProblem(undefined);
    const key = keyForList(ids, tabStorage, () => crypto.randomUUID());
    const accepted = await submitCustomerIds({ ids }, key);
    setBusy(false);
    if (!accepted.ok) {
      setProblem(accepted.failure);
      if (!isMounted()) showToast({ text: submitErrorTitle(accepted.failure) });
      return;
    }
    clearKey(tabStorage);
    onAccepted();
    cacheReceipt(accepted.value);
    if (isMounted()) navigate(submissionPath(accepted.value.submissionId));
    else showToast({ text: messages.form.submitted });
  };

  return { submit, problem, isBusy };
}
