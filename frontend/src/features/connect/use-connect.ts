import { useState } from 'react';
import { testApiKey } from '#lib/api/customer-ids.ts';
import { apiKey } from '#lib/api-key.ts';
import { explainRead } from '#lib/explain-problem.ts';
import { messages } from '#lib/messages.ts';
import { navigate, useHistoryState } from '#lib/navigation.ts';
import { paths } from '#lib/paths.ts';

/** Returns only to addresses of this site: a history entry could hold anything. */
function parseReturnPath(state: unknown): string {
  const from: unknown = typeof state === 'object' && state !== null && 'from' in state ? state.from : undefined;
  return typeof from === 'string' && /^\/(?!\/)/.test(from) ? from : paths.ids;
}

function validateKey(key: string): string | undefined {
  if (key === '') return messages.key.missing;
  return /^[!-~]+$/.test(key) ? undefined : messages.key.unreadable;
}

/** Sends a request with the key, and stores it only when the registry accepts it. */
export function useConnect() {
  const state = useHistoryState<unknown>();
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const connect = async (typed: string): Promise<boolean> => {
    const key = typed.trim();
    const invalid = validateKey(key);
    setError(invalid);
    if (invalid !== undefined) return false;
    setBusy(true);
    const tested = await testApiKey(key);
    setBusy(false);
    if (!tested.ok) {
      setError(tested.failure.kind === 'key-refused' ? messages.key.refused : explainRead(tested.failure));
      return false;
    }
    apiKey.set(key);
    navigate(parseReturnPath(state), { replace: true });
    return true;
  };

  return { connect, error, isBusy, clearError: () => setError(undefined) };
}
