import { batchFollower } from './follow-batch.ts';
import { type ImportCell, importCell } from './import-cell.ts';
import { countOf, type ImportRun, type Intent, isSettled } from './import-state.ts';
import type { ImportStore, KeptImport } from './import-store.ts';
import type { RunnerNeeds } from './runner-needs.ts';
import { batchSender } from './send-batch.ts';

/** Two at once keep the line busy; the registry's other users keep their share of it. */
const sendersMax = 2;
/** How often there may be something to do although nothing happened. */
const wakeMillis = 250;

export type ImportRunner = ReturnType<typeof importRunner>;

/** Does whatever there is to do at this moment, and comes back when there will be more. */
function importPump(needs: RunnerNeeds, cell: ImportCell) {
  const sender = batchSender(needs, cell);
  const follower = batchFollower(needs, cell);
  let callOff: () => void = () => undefined;

  const sendNext = (run: ImportRun | undefined): void => {
    const next = run?.batches.find(({ state }) => state.kind === 'waiting');
    if (!run || !next || countOf(run.batches, 'sending') >= sendersMax || follower.isBehind(run.batches)) return;
    void sender.send(next).then(pump);
    sendNext(cell.run());
  };

  const lookAtDue = ({ batches }: ImportRun): void => {
    for (const batch of batches) {
      if (batch.state.kind === 'accepted' && follower.isDue(batch.state.submissionId)) {
        void follower.look(batch, batch.state.submissionId).then(pump);
      }
    }
  };

  const act = ({ intent }: ImportRun): void => {
    const hold = sender.hold();
    cell.setHold(hold);
    const run = cell.run();
    if (!run || (hold.kind !== 'none' && hold.kind !== 'throttled')) return;
    lookAtDue(run);
    if (intent === 'running' && hold.kind === 'none') sendNext(run);
  };

  const pump = (): void => {
    callOff();
    const run = cell.run();
    if (!run) return;
    if (isSettled(run)) needs.turn.give();
    else if (sender.isInTrouble() && run.intent === 'running') void setIntent('paused');
    else {
      act(run);
      callOff = needs.later(wakeMillis, pump);
    }
  };

  const setIntent = async (intent: Intent): Promise<void> => {
    cell.edit((run) => ({ ...run, intent }));
    if (intent === 'running') sender.forgiveFailures();
    await needs.store.setIntent(intent);
    pump();
  };

  return { pump, setIntent };
}

/** A browser that keeps nothing has nothing kept either; that it cannot begin an import, its preview says. */
async function loadKept(store: ImportStore): Promise<KeptImport | undefined> {
  try {
    return await store.load();
  } catch {
    return undefined;
  }
}

/** Sends the batches of the import that is kept, follows each to its end, and keeps every step of it. */
export function importRunner(needs: RunnerNeeds) {
  const { store, turn } = needs;
  const cell = importCell();
  const { pump, setIntent } = importPump(needs, cell);
  needs.key.subscribe(pump);
  needs.connection.subscribe(pump);

  /** Goes on with what is kept, as soon as no other tab does. */
  const load = async (): Promise<void> => {
    if (!(await turn.take())) {
      cell.show({ status: 'elsewhere' });
      await turn.wait();
    }
    const kept = await loadKept(store);
    if (kept) cell.show({ status: 'here', run: { ...kept, hold: { kind: 'none' } } });
    else cell.show({ status: 'none' });
    if (kept) pump();
    else turn.give();
  };

  return {
    subscribe: cell.subscribe,
    read: cell.read,
    load,
    /** Takes the turn before a new import is kept. */
    mayBegin: async (): Promise<boolean> => {
      const isMine = await turn.take();
      if (!isMine && cell.read().status !== 'elsewhere') void load();
      return isMine;
    },
    pause: () => setIntent('paused'),
    resume: () => setIntent('running'),
    stop: () => setIntent('stopped'),
    /** Sends again what did not get through, and nothing else. */
    retry: (...numbers: readonly number[]) => {
      for (const number of numbers) cell.setState(number, { kind: 'waiting' });
      return setIntent('running');
    },
    discard: async (): Promise<void> => {
      if (!(await turn.take())) return load();
      await store.discard();
      turn.give();
      cell.show({ status: 'none' });
    },
  };
}
