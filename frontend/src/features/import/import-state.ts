import type { Problem } from '#lib/api/problem.ts';
import type { InvalidGroup } from './invalid-groups.ts';

/** How the columns were called, and which of them holds the IDs. */
export type TableHead = { readonly names: readonly string[]; readonly column: number };

/** What the file held, as the preview showed it. */
export type ImportFacts = {
  /** Tells it from the import that another tab may have put in its place. */
  readonly importId: string;
  readonly file: string;
  readonly rows: number;
  readonly ids: number;
  readonly invalid: number;
  readonly repeated: number;
  readonly withoutId: number;
  readonly groups: readonly InvalidGroup[];
  /** Not there in an import that was kept before heads were. */
  readonly head?: TableHead;
};

export type BatchState =
  | { readonly kind: 'waiting' }
  /** Never kept: after a reload it waits again, and is sent again with the key it had. */
  | { readonly kind: 'sending' }
  /** The registry has it, and its workflow is under way. */
  | { readonly kind: 'accepted'; readonly submissionId: string }
  | {
      readonly kind: 'recorded';
      readonly submissionId: string;
      readonly added: number;
      readonly existing: number;
      readonly invalid: number;
    }
  | { readonly kind: 'failed'; readonly submissionId: string; readonly reason?: string }
  /** It was sent and came to nothing, or to nothing we know of. */
  | { readonly kind: 'to-retry'; readonly problem: Problem }
  /** The registry will not have it, however often it is sent. */
  | { readonly kind: 'rejected'; readonly problem: Problem };

export type Batch = { readonly number: number; readonly size: number; readonly state: BatchState };

/** What the person wants. */
export type Intent = 'running' | 'paused' | 'stopped';

/** Why nothing is sent although the person wants it. */
export type Hold =
  | { readonly kind: 'none' }
  /** This device does not keep what happens, or no longer has what is to be sent. */
  | { readonly kind: 'not-kept' }
  | { readonly kind: 'no-key' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'throttled'; readonly untilMillis: number };

export type ImportRun = {
  readonly facts: ImportFacts;
  readonly batches: readonly Batch[];
  readonly intent: Intent;
  readonly hold: Hold;
};

export type Tally = {
  readonly sent: number;
  readonly added: number;
  readonly existing: number;
  readonly invalid: number;
  /** Accepted, and not yet recorded. */
  readonly inWorkflow: number;
  /** In submissions whose workflow gave up. */
  readonly failed: number;
  readonly toRetry: number;
  readonly rejected: number;
  readonly waiting: number;
};

const nothing: Tally = {
  sent: 0,
  added: 0,
  existing: 0,
  invalid: 0,
  inWorkflow: 0,
  failed: 0,
  toRetry: 0,
  rejected: 0,
  waiting: 0,
};

function contributionOf({ size, state }: Batch): Partial<Tally> {
  switch (state.kind) {
    case 'waiting':
    case 'sending':
      return { waiting: size };
    case 'accepted':
      return { sent: size, inWorkflow: size };
    case 'recorded':
      return { sent: size, added: state.added, existing: state.existing, invalid: state.invalid };
    case 'failed':
      return { sent: size, failed: size };
    case 'to-retry':
      return { toRetry: size };
    case 'rejected':
      return { rejected: size };
  }
}

function plus(tally: Tally, part: Partial<Tally>): Tally {
  const sum = (name: keyof Tally) => tally[name] + (part[name] ?? 0);
  return {
    sent: sum('sent'),
    added: sum('added'),
    existing: sum('existing'),
    invalid: sum('invalid'),
    inWorkflow: sum('inWorkflow'),
    failed: sum('failed'),
    toRetry: sum('toRetry'),
    rejected: sum('rejected'),
    waiting: sum('waiting'),
  };
}

/** How many IDs are where. */
export const tallyOf = (batches: readonly Batch[]): Tally =>
  batches.reduce<Tally>((tally, batch) => plus(tally, contributionOf(batch)), nothing);

export const countOf = (batches: readonly Batch[], ...kinds: readonly BatchState['kind'][]): number =>
  batches.filter(({ state }) => kinds.includes(state.kind)).length;

/** Nothing is left to send, or nothing more is to be sent: what remains is to see what became of it. */
export function isSent({ batches, intent }: Pick<ImportRun, 'batches' | 'intent'>): boolean {
  const unsent =
    intent === 'stopped' ? countOf(batches, 'sending') : countOf(batches, 'waiting', 'sending', 'to-retry');
  return unsent === 0;
}

/** Nothing will change any more. */
export const isSettled = (run: Pick<ImportRun, 'batches' | 'intent'>): boolean =>
  isSent(run) && countOf(run.batches, 'accepted') === 0;

export const withState = (batches: readonly Batch[], number: number, state: BatchState): readonly Batch[] =>
  batches.map((batch) => (batch.number === number ? { ...batch, state } : batch));
