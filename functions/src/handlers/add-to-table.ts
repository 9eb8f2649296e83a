import { writeWithRetry } from '#domain/optimistic-write.ts';
import { submissionOrigin } from '#domain/submission-origin.ts';
import { parseValidatedSubmission } from '#domain/submission-state.ts';
import { decideAddition } from '#domain/write-decision.ts';
import type { Runtime } from '#ports.ts';
import { clock, createRuntime, customerIds, pseudonym, submissions } from '#runtime/runtime.ts';
import { reportTableStep, runTableStep, type TableDeps, type TableStep, toProcessedState } from '#steps/table-step.ts';
import { task } from '#steps/task.ts';

const step: TableStep<TableDeps> = {
  name: 'AddToTable',
  action: 'add',
  changed: 'added',
  repeated: 'existing',
  write: async ({ customerIds, clock }, submission, id) => {
    const change = { id, origin: submissionOrigin(submission), at: clock.now() };
    const { outcome } = await writeWithRetry(customerIds, (row) => decideAddition(change, row), undefined);
    return outcome;
  },
};

export const addToTable = runTableStep(step);

export const createHandler = (runtime: Runtime<TableDeps>) =>
  task({
    runtime,
    parse: parseValidatedSubmission,
    run: addToTable,
    report: reportTableStep(step),
    toState: toProcessedState,
  });

export const handler = createHandler(createRuntime({ customerIds, submissions, clock, pseudonym }));
