import { useState } from 'react';
import { tryKey } from '#lib/api/customer-ids.ts';
import { apiKey } from '#lib/api-key.ts';
import { explainRead } from '#lib/explain-problem.ts';
import { messages } from '#lib/messages.ts';
import { navigate, useHistoryState } from '#lib/navigation.ts';
import { paths } from '#lib/paths.ts';

/** Only an address of this page is a way back; a history entry could hold anything. */
function wayBack(state: unknown): string {
  const from: unknown = typeof state === 'object' && state !== null && 'from' in state ? state.from : undefined;
  return typeof from === 'string' && /^\/(?!\/)/.test(from) ? from : paths.ids;
}

function faultOf(key: string): string | undefined {
  if (key === '') return messages.key.missing;
  return /^[!-~]+$/.test(key) ? undefined : messages.key.unreadable;
}

/** Tries a key at once and keeps it only when the registry takes it. */
export function useConnect() {
  const state = useHistoryState<unknown>();
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const connect = async (typed: string): Promise<boolean> => {
    const key = typed.trim();
    const fault = faultOf(key);
    setError(fault);
    if (fault !== undefined) return false;
    setBusy(true);
    const tried = await tryKey(key);
    setBusy(false);
    if (!tried.ok) {
      setError(tried.failure.kind === 'key-refused' ? messages.key.refused : explainRead(tried.failure));
      return false;
    }
    apiKey.keep(key);
    navigate(wayBack(state), { replace: true });
    return true;
  };

  return { connect, error, isBusy, clearError: () => setError(undefined) };
}
