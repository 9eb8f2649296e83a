import { orUndefined } from '#lib/or-undefined.ts';
import type { RunnerNeeds } from './deps.ts';
import type { KeptImport } from './import-repository.ts';
import { type ImportPump, importPump } from './import-scheduler.ts';
import { countOf, isSettled } from './import-state.ts';
import { type ImportCell, importCell } from './import-store.ts';

/**
 * What is on this device, brought onto the page and removed from it. A browser that keeps nothing has nothing kept either;
 * that it cannot begin an import, its preview says.
 */
function keptImport({ store, turn }: RunnerNeeds, cell: ImportCell, { pump, forget }: ImportPump) {
  const show = (kept: KeptImport | undefined): void => {
    forget();
    cell.show(kept ? { status: 'here', run: { ...kept, hold: { kind: 'none' } } } : { status: 'none' });
    if (kept) pump();
    else turn.give();
  };

  /** Goes on with what is kept, as soon as no other tab does; tells whether there is any. */
  const load = async (): Promise<boolean> => {
    const isMine = await orUndefined(turn.take);
    if (isMine === undefined) {
      cell.show({ status: 'none' });
      return false;
    }
    if (!isMine) {
      cell.show({ status: 'elsewhere' });
      await turn.wait();
    }
    const kept = await orUndefined(store.load);
    show(kept);
    return kept !== undefined;
  };

  const discard = async (): Promise<void> => {
    if (!(await turn.take())) return void load();
    const kept = await orUndefined(store.load);
    if (kept && kept.facts.importId !== cell.run()?.facts.importId) return show(kept);
    // What cannot be removed is replaced by the next import at the latest.
    await orUndefined(store.discard);
    show(undefined);
  };

  return { show, load, discard };
}

/** Sends the batches of the import that is kept, follows each to its end, and keeps every step of it. */
export function importRunner(needs: RunnerNeeds) {
  const { store, turn } = needs;
  const cell = importCell();
  const pumping = importPump(needs, cell);
  const { pump, setIntent, lookAtFailed } = pumping;
  const { show, load, discard } = keptImport(needs, cell, pumping);
  needs.key.subscribe(pump);
  needs.connection.subscribe(pump);

  /** Takes the turn before a new import is kept. */
  const mayBegin = async (): Promise<boolean> => {
    const isMine = await turn.take();
    if (!isMine && cell.read().status !== 'elsewhere') void load();
    return isMine;
  };

  /** The turn was given when the import was done. */
  const lookAgain = async (): Promise<void> => {
    const run = cell.run();
    if (!run || !isSettled(run) || countOf(run.batches, 'failed') === 0 || !(await turn.take())) return;
    const kept = await orUndefined(store.load);
    if (kept && kept.facts.importId !== run.facts.importId) return show(kept);
    await lookAtFailed(run);
    pump();
  };

  let refreshing: Promise<void> | undefined;
  /** For a report that somebody comes to see, by however many events that shows. */
  const refresh = (): Promise<void> => {
    refreshing ??= lookAgain().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };

  return {
    subscribe: cell.subscribe,
    read: cell.read,
    load,
    mayBegin,
    refresh,
    discard,
    pause: () => setIntent('paused'),
    resume: () => setIntent('running'),
    stop: () => setIntent('stopped'),
    /** Sends again what did not get through, and nothing else. */
    retry: (...numbers: readonly number[]) => {
      for (const number of numbers) cell.setState(number, { kind: 'waiting' });
      return setIntent('running');
    },
  };
}
