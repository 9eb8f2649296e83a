import type { Lookup } from '#lib/api/customer-ids.ts';
import type { Problem } from '#lib/api/problem.ts';
import type { Result } from '#lib/domain.ts';
import type { DraftDeps } from './import-draft.ts';
import type { PreviewLookup } from './import-state.ts';
import { toRegistryState } from './registry-states.ts';

export interface LookupDeps extends Pick<DraftDeps, 'store' | 'callWorker'> {
  /** Waits and retries when the API asks for it. Rejects when the signal aborts. */
  readonly lookUp: (ids: readonly string[], signal: AbortSignal) => Promise<Result<Lookup, Problem>>;
}

/** As many as an import sends at once. */
const lookupsInFlightMax = 2;

const earlier = (one: string | undefined, other: string): string => (one !== undefined && one < other ? one : other);

/** Applies only to the preview it was started for, and not while the file is being read again. */
function updateLookup({ store }: LookupDeps, importId: string, change: Partial<PreviewLookup>): void {
  const { draft } = store.read();
  if (draft.step !== 'preview' || draft.facts.importId !== importId || draft.saving === 'rechecking') return;
  store.dispatch({ type: 'draft-changed', draft: { ...draft, lookup: { ...draft.lookup, ...change } } });
}

function readCheckedAt({ store }: LookupDeps): string | undefined {
  const { draft } = store.read();
  return draft.step === 'preview' ? draft.lookup.checkedAt : undefined;
}

/** Returns the problem that ends the lookups, if there is one. */
async function lookUpBatch(deps: LookupDeps, importId: string, batch: number, signal: AbortSignal) {
  const { callWorker, lookUp } = deps;
  const ids = await callWorker('idsToLookUp', { importId, batch });
  if (ids.length === 0) return undefined;
  const response = await lookUp(ids, signal);
  if (!response.ok) return response.failure;
  const { checkedAt, results } = response.value;
  const snapshot = await callWorker('recordLookup', { importId, batch, states: results.map(toRegistryState) });
  if (!signal.aborted)
    updateLookup(deps, importId, { ...snapshot, checkedAt: earlier(readCheckedAt(deps), checkedAt) });
  return undefined;
}

async function lookUpMissing(deps: LookupDeps, importId: string, control: AbortController): Promise<void> {
  const { signal } = control;
  const { missingBatches } = await deps.callWorker('readLookup', { importId });
  const waiting = missingBatches.values();
  const work = async (): Promise<void> => {
    for (const batch of waiting) {
      const problem = await lookUpBatch(deps, importId, batch, signal);
      if (signal.aborted) return;
      if (problem) {
        updateLookup(deps, importId, { status: 'failed', problem });
        control.abort();
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: lookupsInFlightMax }, work));
  if (!signal.aborted) updateLookup(deps, importId, { status: 'complete' });
}

/** Looks up the IDs of a preview while it is open. Starting again continues with the IDs that are missing. */
export function createPreviewLookup(deps: LookupDeps) {
  let control = new AbortController();
  return {
    start: (importId: string): void => {
      control.abort();
      const started = new AbortController();
      control = started;
      updateLookup(deps, importId, { status: 'running', problem: undefined });
      lookUpMissing(deps, importId, started).catch(() => {
        if (!started.signal.aborted) updateLookup(deps, importId, { status: 'failed' });
        started.abort();
      });
    },
    stop: (): void => control.abort(),
  };
}
