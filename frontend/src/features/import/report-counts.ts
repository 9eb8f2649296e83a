import { isOutcomeUnknown } from '#lib/api/problem.ts';
import { type ImportRun, tallyOf } from './import-state.ts';

export type ReportCounts = {
  readonly added: number;
  readonly existing: number;
  /** Left out by the preview, and refused by the workflow. */
  readonly invalid: number;
  /** Everything that was valid and is not known to have arrived. */
  readonly notSent: number;
  /** Of those: sent, and the answer was lost. */
  readonly uncertain: number;
  /** Of those: refused for good. */
  readonly rejected: number;
  readonly failed: number;
  readonly inWorkflow: number;
};

export function reportCounts({ facts, batches }: Pick<ImportRun, 'facts' | 'batches'>): ReportCounts {
  const tally = tallyOf(batches);
  const uncertain = batches
    .filter(({ state }) => state.kind === 'to-retry' && isOutcomeUnknown(state.problem))
    .reduce((sum, { size }) => sum + size, 0);
  return {
    added: tally.added,
    existing: tally.existing,
    invalid: facts.invalid + tally.invalid,
    notSent: tally.waiting + tally.toRetry + tally.rejected,
    uncertain,
    rejected: tally.rejected,
    failed: tally.failed,
    inWorkflow: tally.inWorkflow,
  };
}
