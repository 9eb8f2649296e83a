/** One write to the store: all of its changes, or none. */
type Changes<Change> = readonly Change[];

interface Waiting<Change> {
  readonly changes: Changes<Change>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes that arrive while the disk is busy wait, and then share one batch and its fsync. Each is still acknowledged only
 * after that fsync, so nothing is promised early; many writers just wait for fewer of them.
 */
export function groupCommit<Change>(
  write: (changes: Changes<Change>) => Promise<void>,
): (changes: Changes<Change>) => Promise<void> {
  let waiting: Waiting<Change>[] = [];
  let isWriting = false;

  async function writeGroup(group: readonly Waiting<Change>[]): Promise<void> {
    try {
      await write(group.flatMap(({ changes }) => changes));
      for (const { resolve } of group) resolve();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  async function drain(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await writeGroup(group);
    }
    isWriting = false;
  }

  return (changes) =>
    new Promise((resolve, reject) => {
      waiting.push({ changes, resolve, reject });
      if (!isWriting) void drain();
    });
}
