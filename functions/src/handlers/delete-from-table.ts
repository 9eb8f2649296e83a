import { writeWithRetry } from '#domain/optimistic-write.ts';
import { submissionOrigin } from '#domain/submission-origin.ts';
import { parseValidatedSubmission } from '#domain/submission-state.ts';
import { decideRemoval } from '#domain/write-decision.ts';
import type { Runtime } from '#ports.ts';
import { clock, createRuntime, customerIds, pseudonym, submissions, tombstoneRetentionDays } from '#runtime/runtime.ts';
import { reportTableStep, runTableStep, type TableDeps, type TableStep, toProcessedState } from '#steps/table-step.ts';
import { task } from '#steps/task.ts';

interface Deps extends TableDeps {
  readonly tombstoneRetentionDays: number;
}

const step: TableStep<Deps> = {
  name: 'DeleteFromTable',
  action: 'delete',
  changed: 'deleted',
  repeated: 'absent',
  write: async ({ customerIds, clock, tombstoneRetentionDays }, submission, id) => {
    const origin = submissionOrigin(submission);
    const { addedBy } = submission;
    const removal = { id, origin, at: clock.now(), addedBy, retentionDays: tombstoneRetentionDays };
    const current = await customerIds.read(id);
    const { outcome } = await writeWithRetry(customerIds, (row) => decideRemoval(removal, row), current);
    return outcome === 'missing' ? 'absent' : outcome;
  },
};

export const deleteFromTable = runTableStep(step);

export const createHandler = (runtime: Runtime<Deps>) =>
  task({
    runtime,
    parse: parseValidatedSubmission,
    run: deleteFromTable,
    report: reportTableStep(step),
    toState: toProcessedState,
  });

export const handler = createHandler(
  createRuntime({ customerIds, submissions, clock, pseudonym, tombstoneRetentionDays }),
);
