import type { CustomerId } from './customer-id.ts';
import type { CustomerIdRow, SeenVersion } from './customer-id-row.ts';
import { OutcomeUnknownError } from './outcome-unknown-error.ts';
import { TransientError } from './transient-error.ts';
import type { Decision } from './write-decision.ts';

/**
 * How one conditional write ended. `refused` carries the row that was met when the store tells it; `unknown` means
 * that the write may have happened, or may still happen.
 */
export type WriteOutcome =
  | { readonly kind: 'written' }
  | { readonly kind: 'refused'; readonly row?: CustomerIdRow }
  | { readonly kind: 'unknown'; readonly cause: unknown };

export interface RowStore {
  /** Strongly consistent. */
  readonly read: (id: CustomerId) => Promise<CustomerIdRow | undefined>;
  /** As `read`, with a second of its own after the budget is spent: it finds out how a lost write ended. */
  readonly readBack: (id: CustomerId) => Promise<CustomerIdRow | undefined>;
  readonly write: (row: CustomerIdRow, seen: SeenVersion) => Promise<WriteOutcome>;
}

const roundsMax = 3;

/**
 * Writes, looks what became of it and decides again, until the row gives the answer. Gives up after three rounds, and
 * says then whether a write of ours may still arrive.
 */
export async function settleWrite<Answer>(
  store: RowStore,
  decide: (row: CustomerIdRow | undefined) => Decision<Answer>,
  met: CustomerIdRow | undefined,
): Promise<Answer> {
  let row = met;
  let doubt: { readonly cause: unknown } | undefined;
  for (let round = 1; ; round++) {
    const decision = decide(row);
    if (decision.kind === 'answer') return decision.answer;
    if (round > roundsMax) throw givenUp(doubt);
    const outcome = await unlessInDoubt(doubt, () => store.write(decision.row, decision.seen));
    if (outcome.kind === 'written') return decision.answer;
    row = await lookAgain(store, decision.row.id, outcome);
    doubt = outcome.kind === 'unknown' && canStillMeet(decision.seen, row) ? outcome : undefined;
  }
}

/** A version that moved on is never met again: a late write is then refused. */
function canStillMeet(seen: SeenVersion, row: CustomerIdRow | undefined): boolean {
  return (row?.version ?? 'absent') === seen;
}

function givenUp(doubt: { readonly cause: unknown } | undefined): Error {
  if (doubt) return new OutcomeUnknownError('No attempt was answered.', doubt);
  return new TransientError('Others kept changing the row.');
}

async function lookAgain(store: RowStore, id: CustomerId, outcome: Exclude<WriteOutcome, { kind: 'written' }>) {
  if (outcome.kind === 'refused') return outcome.row ?? (await store.read(id));
  return unlessInDoubt(outcome, () => store.readBack(id));
}

/** While an earlier write may still arrive, "nothing was written" would be a lie. */
async function unlessInDoubt<Value>(doubt: object | undefined, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    throw doubt ? new OutcomeUnknownError('A write was not answered.', { cause }) : cause;
  }
}
