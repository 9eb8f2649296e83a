import { isOutcomeUnknown } from '#lib/api/problem.ts';
import type { Batch } from '#lib/batches/batch-run.ts';
import type { ImportRun } from './import-state.ts';
import { toLookupOutcome } from './registry-states.ts';

/** Numbers of IDs. */
export interface Tally {
  readonly sent: number;
  readonly added: number;
  readonly existing: number;
  readonly invalid: number;
  readonly inWorkflow: number;
  /** In submissions that failed. */
  readonly failed: number;
  readonly toRetry: number;
  readonly rejected: number;
  readonly waiting: number;
}

const zero: Tally = {
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

function tallyBatch({ size, state }: Batch): Partial<Tally> {
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

export const tallyBatches = (batches: readonly Batch[]): Tally =>
  batches.reduce<Tally>((tally, batch) => plus(tally, tallyBatch(batch)), zero);

export interface ReportCounts {
  readonly added: number;
  /** Found by the preview or by the workflow. */
  readonly existing: number;
  /** Deleted before, and therefore not submitted. */
  readonly deleted: number;
  /** Deleted before, and added again. Part of `added`. 0 until all are recorded: the outcome of one ID is not known. */
  readonly restored: number;
  /** Found by the preview or by the workflow. */
  readonly invalid: number;
  /** Includes `uncertain` and `rejected`. */
  readonly notSent: number;
  /** Sent without a response. */
  readonly uncertain: number;
  readonly rejected: number;
  readonly failed: number;
  readonly inWorkflow: number;
}

/** An attempt got no response, even if the batch is waiting to be sent again. */
const isUncertain = ({ state }: Batch): boolean =>
  (state.kind === 'waiting' || state.kind === 'to-retry') &&
  state.problem !== undefined &&
  isOutcomeUnknown(state.problem);

export function reportCounts({ facts, batches }: Pick<ImportRun, 'facts' | 'batches'>): ReportCounts {
  const { added, existing, invalid, waiting, toRetry, rejected, failed, inWorkflow } = tallyBatches(batches);
  const uncertain = batches.filter(isUncertain).reduce((sum, { size }) => sum + size, 0);
  const found = toLookupOutcome(facts.lookup);
  const notSent = waiting + toRetry + rejected;
  const isComplete = notSent + failed + inWorkflow === 0;
  return {
    added,
    existing: existing + found.existing,
    deleted: found.deleted,
    restored: isComplete ? found.restored : 0,
    invalid: facts.invalid + invalid,
    notSent,
    uncertain,
    rejected,
    failed,
    inWorkflow,
  };
}
