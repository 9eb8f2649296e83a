import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import type { Fault } from '#local/faults/scenario.ts';
import type { HttpResponse } from '#support/local/http-client.ts';
import { type Submission, submit, waitUntilCompleted } from '#support/local/submissions.ts';
import type { SystemContext } from './system-context.ts';

export const newIds = ({ newId }: SystemContext, count: number): readonly string[] =>
  Array.from({ length: count }, newId);

export const outcomesOf = ({ results }: Submission): readonly string[] => results.map(({ outcome }) => outcome);

/** Submits new IDs during the faults and expects one effect on each. */
export async function expectAdded(context: SystemContext, seed: number, ...faults: readonly Fault[]): Promise<string> {
  const ids = newIds(context, 5);
  context.inject(seed, ...faults);
  const submissionId = await submit(context.send, ids);
  const submission = await waitUntilCompleted(context.send, submissionId);
  assert.deepEqual(
    outcomesOf(submission),
    ids.map(() => 'added'),
  );
  assert(context.injected() > 0, 'no fault was injected');
  for (const id of ids) assert.equal((await context.readRow(id))?.version, 1);
  return submissionId;
}

export const postSubmission = ({ send }: SystemContext, ids: readonly string[], key?: string): Promise<HttpResponse> =>
  send({
    method: 'POST',
    path: '/submissions',
    headers: { 'content-type': 'application/json', 'idempotency-key': key ?? randomUUID() },
    body: JSON.stringify({ ids }),
  });
