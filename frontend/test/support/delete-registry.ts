import type { Problem } from '#lib/api/problem.ts';
import type { Deletion, Submission } from '#lib/api/submissions.ts';
import type { DeleteRunDeps } from '#lib/batches/delete-run.ts';
import { fail, succeed } from '#lib/domain.ts';
import { createClock } from './import-fixture.ts';

const subscribe = () => () => undefined;

/** A registry in memory that deletes at once. `addedBy` has the submission that wrote each active ID. */
export function createDeleteRegistry(addedBy: ReadonlyMap<string, string>) {
  const active = new Map(addedBy);
  const submissions = new Map<string, Submission>();
  const sent: (Deletion & { readonly key: string })[] = [];
  /** By idempotency key: `lost` submits without a response, `fails` ends the submission as failed. */
  const faults = new Map<string, 'lost' | 'fails' | Problem>();
  const retried: string[] = [];

  const deleteId = (id: string, onlyAddedBy: string | undefined) => {
    if (!active.has(id)) return { id, outcome: 'absent' } as const;
    if (onlyAddedBy !== undefined && active.get(id) !== onlyAddedBy) return { id, outcome: 'changed' } as const;
    active.delete(id);
    return { id, outcome: 'deleted' } as const;
  };
  const complete = (submissionId: string, { ids, addedBy: by }: Deletion): void => {
    const results = ids.map((id) => deleteId(id, by));
    const count = (name: string) => results.filter(({ outcome }) => outcome === name).length;
    const counts = { deleted: count('deleted'), absent: count('absent'), changed: count('changed'), invalid: 0 };
    submissions.set(
      submissionId,
      toSubmission(submissionId, 'completed', { submitted: ids.length, ...counts }, results),
    );
  };
  const submitDeletion = async (deletion: Deletion, key: string) => {
    const submissionId = `submission of ${key}`;
    const fault = faults.get(key);
    sent.push({ ...deletion, key });
    if (typeof fault === 'object') return fail(fault);
    if (fault === 'fails')
      submissions.set(submissionId, toSubmission(submissionId, 'failed', { submitted: deletion.ids.length }, []));
    else if (!submissions.has(submissionId)) complete(submissionId, deletion);
    return fault === 'lost' ? fail<Problem>({ kind: 'no-response' }) : succeed(toReceipt(submissionId, deletion));
  };
  const retrySubmission: DeleteRunDeps['retrySubmission'] = async (submissionId) => {
    retried.push(submissionId);
    const deletion = sent.find(({ key }) => submissionId.endsWith(key));
    if (!deletion) return fail({ kind: 'not-found' });
    complete(submissionId, deletion);
    return succeed(toReceipt(submissionId, deletion));
  };
  const getSubmission: DeleteRunDeps['getSubmission'] = async (submissionId) => {
    const submission = submissions.get(submissionId);
    return submission ? succeed(submission) : fail({ kind: 'not-found', code: 'submission-not-found' });
  };
  return { active, submissions, sent, faults, retried, submitDeletion, retrySubmission, getSubmission };
}

const receivedAt = '2026-11-22T10:41:55.100Z';

const toReceipt = (submissionId: string, { ids }: Deletion) =>
  ({ submissionId, status: 'received', action: 'delete', receivedAt, counts: { submitted: ids.length } }) as const;

export const toSubmission = (
  submissionId: string,
  status: Submission['status'],
  counts: Submission['counts'],
  results: Submission['results'],
  action: Submission['action'] = 'delete',
): Submission => ({ submissionId, status, action, receivedAt, counts, results, steps: [], attempts: [] });

/** A connected, visible page with virtual time. */
export function createEnvironment() {
  const { advance, ...clock } = createClock();
  const key = { read: (): string | undefined => 'a-key', subscribe };
  const connection = { isOnline: () => true, subscribe };
  return { advance, environment: { key, connection, isVisible: () => true, ...clock } };
}
