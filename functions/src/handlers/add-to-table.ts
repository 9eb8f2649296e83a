import type { CustomerId } from '#domain/customer-id.ts';
import { settleWrite } from '#domain/optimistic-write.ts';
import { countResults, type IdResult, type RecordedId, stepOf } from '#domain/submission.ts';
import { originOf } from '#domain/submission-origin.ts';
import {
  type CheckedSubmission,
  type IdVerdict,
  type RecordedSubmission,
  readCheckedSubmission,
} from '#domain/submission-state.ts';
import { TransientError } from '#domain/transient-error.ts';
import { decideAddition } from '#domain/write-decision.ts';
import type { Budget, Clock, CustomerIdStore, Pseudonym, SubmissionStore, World } from '#ports.ts';
import { clock, customerIds, liveWorld, pseudonym, submissions } from '#runtime/runtime.ts';
import { eachConcurrently } from '#steps/for-each-concurrently.ts';
import { type Report, task } from '#steps/task.ts';

interface Needs {
  readonly customerIds: CustomerIdStore;
  readonly submissions: Pick<SubmissionStore, 'find'>;
  readonly clock: Clock;
  readonly pseudonym: Pseudonym;
}

type Outcome = RecordedId['outcome'];

const writesAtATime = 16;

/**
 * May be run any number of times: a row remembers the submission that added it, and a submission that is completed is
 * never applied again, since its rows may have been deleted and their memory cut.
 */
export const addToTable =
  (needs: Needs, budget: Budget) =>
  async (checked: CheckedSubmission): Promise<RecordedSubmission> => {
    const startedAt = needs.clock.now();
    const known = await needs.submissions.find(checked.submissionId, startedAt);
    const results = known?.status === 'completed' ? known.results : await addAll(needs, budget, checked);
    return { ...checked, results, steps: [...checked.steps, stepOf('AddToTable', startedAt, needs.clock.now())] };
  };

async function addAll(needs: Needs, { signal }: Budget, checked: CheckedSubmission): Promise<readonly IdResult[]> {
  const outcomes = new Map<CustomerId, Outcome>();
  await eachConcurrently(validIds(checked.results), writesAtATime, async (id) => {
    if (signal.aborted) throw new TransientError('Time ran out before all IDs were written.');
    outcomes.set(id, await add(needs, checked, id));
  });
  return tell(checked.results, outcomes);
}

async function add({ customerIds, clock }: Needs, { submissionId }: CheckedSubmission, id: CustomerId) {
  const change = { id, origin: originOf(submissionId), at: clock.now() };
  const { outcome } = await settleWrite(customerIds, (row) => decideAddition(change, row), undefined);
  return outcome;
}

/** Each once, however often and in whatever case it was submitted: the row would know every repetition as its own. */
function validIds(results: readonly IdVerdict[]): readonly CustomerId[] {
  return [...new Set(results.flatMap((result) => (result.outcome === 'valid' ? [result.id] : [])))];
}

/** The first occurrence has the outcome of the write; a later one meets what the first has left. */
function tell(results: readonly IdVerdict[], outcomes: ReadonlyMap<CustomerId, Outcome>): readonly IdResult[] {
  const left = new Map(outcomes);
  return results.map((result) => {
    if (result.outcome === 'invalid') return result;
    const outcome = left.get(result.id) ?? 'existing';
    left.delete(result.id);
    return { id: result.id, outcome };
  });
}

/** Names the IDs that were added, so that who knows one finds out how it came in. */
function report({ submissionId, results }: RecordedSubmission, { pseudonym }: Needs): Report {
  const added = results.flatMap((result) => (result.outcome === 'added' ? [pseudonym(result.id)] : []));
  return { logFields: { step: 'AddToTable', submissionId, ...countResults(results), customers: added.join(' ') } };
}

export const handlerIn = (world: World<Needs>) => task({ world, read: readCheckedSubmission, run: addToTable, report });

export const handler = handlerIn(liveWorld({ customerIds, submissions, clock, pseudonym }));
