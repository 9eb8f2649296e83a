import { observable } from '#lib/observable.ts';
import { type BatchState, type Hold, type ImportRun, withState } from './import-state.ts';

export type ImportView =
  | { readonly status: 'loading' | 'none' | 'elsewhere' }
  | { readonly status: 'here'; readonly run: ImportRun };

const isSameHold = (one: Hold, other: Hold): boolean =>
  one.kind === 'throttled' && other.kind === 'throttled'
    ? one.untilMillis === other.untilMillis
    : one.kind === other.kind;

export type ImportCell = ReturnType<typeof importCell>;

/** The import as everything on the page sees it. */
export function importCell() {
  const view = observable<ImportView>({ status: 'loading' });

  const run = (): ImportRun | undefined => {
    const shown = view.read();
    return shown.status === 'here' ? shown.run : undefined;
  };
  const edit = (change: (before: ImportRun) => ImportRun): void => {
    const before = run();
    const after = before && change(before);
    if (after && after !== before) view.set({ status: 'here', run: after });
  };

  return {
    subscribe: view.subscribe,
    read: view.read,
    show: view.set,
    run,
    edit,
    /** Whether this submission is still the one to look at, and its results are not here yet. */
    isAwaited: (number: number, submissionId: string): boolean => {
      const state = run()?.batches.find((batch) => batch.number === number)?.state;
      return (state?.kind === 'accepted' || state?.kind === 'failed') && state.submissionId === submissionId;
    },
    /** The same hold again is no change to anybody. */
    setHold: (hold: Hold): void => edit((before) => (isSameHold(before.hold, hold) ? before : { ...before, hold })),
    setState: (number: number, state: BatchState): void =>
      edit((before) => ({ ...before, batches: withState(before.batches, number, state) })),
  };
}
