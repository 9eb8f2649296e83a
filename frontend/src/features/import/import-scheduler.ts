import { inGroups } from './batches.ts';
import type { RunnerNeeds } from './deps.ts';
import { holdOf } from './hold.ts';
import { countOf, type Hold, type ImportRun, type Intent, isSettled } from './import-state.ts';
import type { ImportCell } from './import-store.ts';
import { type BatchFollower, batchFollower, lookersMax } from './poll-batch.ts';
import { batchSender } from './send-batch.ts';
import { withOwedWrites } from './write-buffer.ts';

/** Two at once keep the line busy; the registry's other users keep their share of it. */
const sendersMax = 2;
/** How often there may be something to do although nothing happened. */
const wakeMillis = 250;

/** What failed may have been completed since: a submission can be put back on the bus. */
async function lookAtFailed({ look }: BatchFollower, { batches }: ImportRun): Promise<void> {
  const failed = batches.flatMap((batch) =>
    batch.state.kind === 'failed' ? [{ batch, submissionId: batch.state.submissionId }] : [],
  );
  for (const group of inGroups(failed, lookersMax)) {
    await Promise.all(group.map(({ batch, submissionId }) => look(batch, submissionId)));
  }
}

/** Nobody to ask, or nothing to ask with. */
const isMute = ({ kind }: Hold): boolean => kind === 'no-key' || kind === 'offline';

export type ImportPump = ReturnType<typeof importPump>;

/** Does whatever there is to do at this moment, and comes back when there will be more. */
export function importPump(needs: RunnerNeeds, cell: ImportCell) {
  const { store, isOwing, payBack, forget } = withOwedWrites(needs.store);
  const sender = batchSender({ ...needs, store }, cell);
  const follower = batchFollower({ ...needs, store }, cell);
  const hold = holdOf(needs, sender, isOwing);
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

  const act = (run: ImportRun): void => {
    if (isMute(run.hold)) return;
    lookAtDue(run);
    if (run.intent === 'running' && run.hold.kind === 'none') sendNext(cell.run());
  };

  const giveTurn = (): void => {
    // What this device still has to be told must not meet the import of another tab there.
    if (!isOwing()) needs.turn.give();
  };

  const pump = (): void => {
    callOff();
    cell.setHold(hold());
    const run = cell.run();
    if (!run) return;
    if (isSettled(run)) giveTurn();
    else if (sender.isInTrouble() && run.intent === 'running') void setIntent('paused');
    else {
      act(run);
      callOff = needs.later(wakeMillis, pump);
    }
  };

  const setIntent = async (intent: Intent): Promise<void> => {
    cell.edit((run) => ({ ...run, intent }));
    if (intent !== 'paused') sender.forgive();
    await payBack();
    await store.setIntent(intent);
    pump();
  };

  return { pump, setIntent, lookAtFailed: (run: ImportRun) => lookAtFailed(follower, run), forget };
}
