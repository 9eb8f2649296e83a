import type { CustomerId } from './customer-id.ts';
import type { CustomerIdRow, ExpectedVersion } from './customer-id-row.ts';
import { OutcomeUnknownError } from './outcome-unknown-error.ts';
import { TransientError } from './transient-error.ts';
import type { Decision } from './write-decision.ts';

/**
 * Outcome of one conditional write. `conflict` contains the current row if the store returned it. After `unknown` the
 * write may have been applied, or may still be applied.
 */
export type WriteOutcome =
  | { readonly kind: 'written' }
  | { readonly kind: 'conflict'; readonly row?: CustomerIdRow }
  | { readonly kind: 'unknown'; readonly cause: unknown };

export interface CustomerIdStore {
  /** Strongly consistent. */
  readonly read: (id: CustomerId) => Promise<CustomerIdRow | undefined>;
  /** Like `read`, but with one extra second after the deadline, to find out whether a write was applied. */
  readonly readBack: (id: CustomerId) => Promise<CustomerIdRow | undefined>;
  readonly write: (row: CustomerIdRow, expectedVersion: ExpectedVersion) => Promise<WriteOutcome>;
}

type PendingUnknown = Extract<WriteOutcome, { kind: 'unknown' }>;

const attemptsMax = 3;

/**
 * Decides on the current row and writes with a version check. After a conflict or an unknown outcome it reloads the row
 * and decides again. After three attempts it throws: OutcomeUnknownError if a write may still be applied, otherwise
 * TransientError.
 */
export async function writeWithRetry<Value>(
  store: CustomerIdStore,
  decide: (row: CustomerIdRow | undefined) => Decision<Value>,
  initial: CustomerIdRow | undefined,
): Promise<Value> {
  let current = initial;
  let pendingUnknown: PendingUnknown | undefined;
  for (let attempt = 1; ; attempt++) {
    const decision = decide(current);
    if (decision.kind === 'return') return decision.value;
    if (attempt > attemptsMax) throw attemptsExhausted(pendingUnknown);
    const outcome = await orOutcomeUnknown(pendingUnknown, () => store.write(decision.row, decision.expectedVersion));
    if (outcome.kind === 'written') return decision.value;
    current = await reload(store, decision.row.id, outcome);
    pendingUnknown =
      outcome.kind === 'unknown' && canStillApply(decision.expectedVersion, current) ? outcome : undefined;
  }
}

/** Versions never repeat, so a delayed write is rejected once the version has changed. */
function canStillApply(expectedVersion: ExpectedVersion, current: CustomerIdRow | undefined): boolean {
  return (current?.version ?? 'absent') === expectedVersion;
}

function attemptsExhausted(pendingUnknown: PendingUnknown | undefined): Error {
  if (!pendingUnknown) return new TransientError('Concurrent writers changed the row at every attempt.');
  return new OutcomeUnknownError('The store confirmed none of the write attempts.', { cause: pendingUnknown.cause });
}

async function reload(store: CustomerIdStore, id: CustomerId, outcome: Exclude<WriteOutcome, { kind: 'written' }>) {
  if (outcome.kind === 'conflict') return outcome.row ?? (await store.read(id));
  return orOutcomeUnknown(outcome, () => store.readBack(id));
}

/** While an earlier write may still be applied, any failure means that the outcome is unknown. */
async function orOutcomeUnknown<Value>(
  pendingUnknown: PendingUnknown | undefined,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    throw pendingUnknown ? new OutcomeUnknownError('The outcome of a write is unknown.', { cause }) : cause;
  }
}
