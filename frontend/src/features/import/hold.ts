import type { RunnerNeeds } from './deps.ts';
import type { Hold } from './import-state.ts';
import type { BatchSender } from './send-batch.ts';

type HoldNeeds = Pick<RunnerNeeds, 'key' | 'connection' | 'nowMillis'>;

/** What keeps everything from being sent, the gravest first. */
export function holdOf({ key, connection, nowMillis }: HoldNeeds, sender: BatchSender, isOwing: () => boolean) {
  return (): Hold => {
    if (isOwing() || sender.isListMissing()) return { kind: 'not-kept' };
    if (key.read() === undefined) return { kind: 'no-key' };
    if (!connection.isOnline()) return { kind: 'offline' };
    const untilMillis = sender.throttledUntilMillis();
    return untilMillis > nowMillis() ? { kind: 'throttled', untilMillis } : { kind: 'none' };
  };
}
