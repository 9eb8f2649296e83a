import { openJournal } from '#local/journal.ts';
import type { Execution, ExecutionEnd, Step } from './execution.ts';

/** `from` is the index of the first step: an entry may repeat steps that a compacted file already contains. */
type Entry =
  | { readonly kind: 'started'; readonly execution: Omit<Execution, 'steps' | 'end'> }
  | { readonly kind: 'advanced'; readonly arn: string; readonly from: number; readonly steps: readonly Step[] }
  | { readonly kind: 'ended'; readonly arn: string; readonly end: ExecutionEnd };

/** Persisted executions. Only the latest closed executions are retained. */
export interface ExecutionStore {
  /** In start order. */
  readonly all: () => readonly Execution[];
  readonly get: (arn: string) => Execution | undefined;
  /** Resolves when the execution is on disk. */
  readonly start: (execution: Omit<Execution, 'steps' | 'end'>) => Promise<Execution>;
  /** Persists the steps from this index on. */
  readonly saveSteps: (execution: Execution, from: number) => Promise<void>;
  readonly end: (execution: Execution, end: ExecutionEnd) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface Retention {
  readonly closedMax: number;
  readonly closedBytesMax: number;
}

/** AWS retains histories for 90 days; here they are bounded by count and size. */
export const defaultRetention: Retention = { closedMax: 1_000, closedBytesMax: 16 * 1024 * 1024 };

export async function openExecutionStore(
  file: string,
  log: (line: string) => void,
  retention: Retention,
): Promise<ExecutionStore> {
  const executions = new ExecutionIndex(retention);
  const journal = await openJournal<Entry>({
    file,
    log,
    apply: (entry) => executions.apply(entry),
    snapshot: () => executions.all().flatMap(toEntries),
  });
  return {
    all: () => executions.all(),
    get: (arn) => executions.get(arn),
    start: async (execution) => {
      await journal.append({ kind: 'started', execution });
      return executions.get(execution.arn) ?? { ...execution, steps: [] };
    },
    saveSteps: ({ arn, steps }, from) => journal.append({ kind: 'advanced', arn, from, steps: steps.slice(from) }),
    end: ({ arn }, end) => journal.append({ kind: 'ended', arn, end }),
    stop: () => journal.stop(),
  };
}

class ExecutionIndex {
  readonly #retention: Retention;
  readonly #executions = new Map<string, Execution>();
  /** Sizes in bytes, oldest first. */
  readonly #closed = new Map<string, number>();
  #closedBytes = 0;

  constructor(retention: Retention) {
    this.#retention = retention;
  }

  all(): readonly Execution[] {
    return [...this.#executions.values()];
  }

  get(arn: string): Execution | undefined {
    return this.#executions.get(arn);
  }

  apply(entry: Entry): void {
    if (entry.kind === 'started') {
      this.#executions.set(entry.execution.arn, { ...entry.execution, steps: [] });
      return;
    }
    const execution = this.#executions.get(entry.arn);
    if (execution === undefined) return;
    if (entry.kind === 'advanced') execution.steps.splice(entry.from, entry.steps.length, ...entry.steps);
    else this.#close(execution, entry.end);
  }

  #close(execution: Execution, end: ExecutionEnd): void {
    execution.end = end;
    const bytes = byteSize(execution);
    this.#closed.set(execution.arn, bytes);
    this.#closedBytes += bytes;
    for (const [arn, size] of this.#closed) {
      if (this.#closed.size <= this.#retention.closedMax && this.#closedBytes <= this.#retention.closedBytesMax) return;
      this.#closed.delete(arn);
      this.#closedBytes -= size;
      this.#executions.delete(arn);
    }
  }
}

function toEntries({ steps, end, ...execution }: Execution): readonly Entry[] {
  const { arn } = execution;
  const advanced: readonly Entry[] = steps.length > 0 ? [{ kind: 'advanced', arn, from: 0, steps }] : [];
  const closed: readonly Entry[] = end ? [{ kind: 'ended', arn, end }] : [];
  return [{ kind: 'started', execution }, ...advanced, ...closed];
}

const byteSize = (execution: Execution): number => JSON.stringify(execution).length;
