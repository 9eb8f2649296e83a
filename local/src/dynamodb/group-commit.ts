/** An atomic write. */
type Changes<Change> = readonly Change[];

interface QueuedWrite<Change> {
  readonly changes: Changes<Change>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Combines the writes that arrive during an fsync into one batch. Each is acknowledged after the fsync of its batch. */
export function groupCommit<Change>(
  write: (changes: Changes<Change>) => Promise<void>,
): (changes: Changes<Change>) => Promise<void> {
  let queue: QueuedWrite<Change>[] = [];
  let isWriting = false;

  async function writeGroup(group: readonly QueuedWrite<Change>[]): Promise<void> {
    try {
      await write(group.flatMap(({ changes }) => changes));
      for (const { resolve } of group) resolve();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  async function drain(): Promise<void> {
    isWriting = true;
    while (queue.length > 0) {
      const group = queue;
      queue = [];
      await writeGroup(group);
    }
    isWriting = false;
  }

  return (changes) =>
    new Promise((resolve, reject) => {
      queue.push({ changes, resolve, reject });
      if (!isWriting) void drain();
    });
}
