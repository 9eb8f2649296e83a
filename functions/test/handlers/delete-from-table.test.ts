import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import type { Origin } from '#domain/customer-id-row.ts';
import { toTimestamp } from '#domain/instant.ts';
import { writeWithRetry } from '#domain/optimistic-write.ts';
import { countOutcomes, type SubmissionRequest } from '#domain/submission.ts';
import { completeWith } from '#domain/submission-attempts.ts';
import { TransientError } from '#domain/transient-error.ts';
import { decideAddition, decideRemoval } from '#domain/write-decision.ts';
import { createHandler } from '#handlers/delete-from-table.ts';
import type { CustomerIdStore } from '#ports.ts';
import { lambdaContext } from '#support/functions/proxy-event.ts';
import {
  recordSubmission,
  type SubmissionRuntime,
  submissionRuntime,
  toValidatedState,
} from '#support/functions/submission-runtime.ts';
import { at, byApi, bySubmission, customerId, submissionId } from '#support/functions/values.ts';

const id = submissionId(9);
const adding = submissionId(1);

describe('delete-from-table', () => {
  let runtime: SubmissionRuntime;
  let deps: SubmissionRuntime['deps'];

  beforeEach(() => {
    runtime = submissionRuntime();
    deps = runtime.deps;
  });

  const toState = (ids: readonly string[]) => toValidatedState(id, 'delete', ids);

  /** Records a delete submission of these IDs, unless it is recorded, and runs the step on it. */
  async function remove(ids: readonly string[], request: Partial<SubmissionRequest> = {}, from = runtime) {
    await recordSubmission(runtime, id, ids, { action: 'delete', ...request });
    const { outcomes } = await createHandler(from)(toState(ids), lambdaContext());
    return outcomes;
  }

  function add(text: string, origin: Origin = bySubmission(adding)) {
    const change = { id: customerId(text), origin, at: at(0) };
    return writeWithRetry(deps.customerIds, (row) => decideAddition(change, row), undefined);
  }

  async function removeByApi(text: string) {
    const removal = { id: customerId(text), origin: byApi('remover'), at: at(1), retentionDays: 30 };
    const current = await deps.customerIds.read(removal.id);
    return writeWithRetry(deps.customerIds, (row) => decideRemoval(removal, row), current);
  }

  const failing = (store: Partial<CustomerIdStore>): SubmissionRuntime => ({
    ...runtime,
    createDeps: () => ({ ...deps, customerIds: { ...deps.customerIds, ...store } }),
  });

  it('returns deleted or absent for each position, and deleted once for an ID that is submitted twice', async () => {
    await add('CUST-1');
    await add('CUST-GONE');
    await removeByApi('CUST-GONE');

    expect(await remove(['cust-1', 'CUST-1', 'bad id!', 'CUST-GONE', 'CUST-NEVER'])).to.deep.equal([
      'deleted',
      'absent',
      'invalid',
      'absent',
      'absent',
    ]);
  });

  it('writes the tombstone that DELETE writes, with the submission in its history', async () => {
    await add('CUST-1', byApi('someone'));
    await remove(['CUST-1']);

    const [row] = deps.customerIds.rows();
    expect(row).to.include({ state: 'deleted', version: 2, deletedAt: '2026-01-01T00:00:00.000Z' });
    expect(row?.history.at(-1)).to.deep.equal({
      at: '2026-01-01T00:00:00.000Z',
      action: 'deleted',
      source: 'submission',
      submissionId: id,
      token: id,
    });
  });

  it('returns the same outcomes on ten runs and deletes once', async () => {
    await add('CUST-1');
    const ids = ['CUST-1', 'CUST-NEVER', 'CUST-1'];

    const runs: string[] = [];
    for (let time = 0; time < 10; time += 1) runs.push(String(await remove(ids)));

    expect(new Set(runs)).to.deep.equal(new Set(['deleted,absent,absent']));
    expect(deps.customerIds.rows().map(({ version }) => version)).to.deep.equal([2]);
  });

  it('does not delete an ID again that was added after the submission deleted it', async () => {
    await add('CUST-1');
    await remove(['CUST-1']);
    await add('CUST-1', byApi('again'));

    expect(await remove(['CUST-1'])).to.deep.equal(['deleted']);
    expect(deps.customerIds.rows()[0]).to.include({ state: 'active', version: 3 });
  });

  it('recognizes its own write after a lost response', async () => {
    await add('CUST-1');
    const write: CustomerIdStore['write'] = async (row, expectedVersion) => {
      await deps.customerIds.write(row, expectedVersion);
      return { kind: 'unknown', cause: new Error('reset') };
    };

    expect(await remove(['CUST-1'], {}, failing({ write }))).to.deep.equal(['deleted']);
  });

  it('deletes the rest on the retry after the table throttled in the middle', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `CUST-${index}`);
    for (const text of ids) await add(text);
    let writes = 0;
    const write: CustomerIdStore['write'] = async (row, expectedVersion) => {
      writes += 1;
      if (writes > 40) throw new TransientError('throttled');
      return deps.customerIds.write(row, expectedVersion);
    };
    const error = await remove(ids, {}, failing({ write })).then(String, (cause: Error) => cause.name);
    const deleted = deps.customerIds.rows().filter(({ state }) => state === 'deleted').length;

    expect([error, deleted]).to.deep.equal(['TransientError', 40]);
    expect(await remove(ids)).to.deep.equal(ids.map(() => 'deleted'));
    expect(deps.customerIds.rows().every(({ version }) => version === 2)).to.equal(true);
  });

  it('returns the stored results of a completed submission without deleting', async () => {
    await recordSubmission(runtime, id, ['CUST-1'], { action: 'delete' });
    const complete = completeWith(() => ({
      completedAt: toTimestamp(at(0)),
      counts: countOutcomes('delete', ['absent']),
      results: [{ outcome: 'absent' }],
      steps: [],
    }));
    await deps.submissions.change(id, complete, at(0));
    await add('CUST-1');

    expect(await remove(['CUST-1'])).to.deep.equal(['absent']);
    expect(deps.customerIds.rows()[0]?.state).to.equal('active');
  });

  describe('with addedBy', () => {
    it('deletes what that submission added and nothing changed since', async () => {
      await add('CUST-1');

      expect(await remove(['CUST-1', 'CUST-1', 'CUST-NEVER'], { addedBy: adding })).to.deep.equal([
        'deleted',
        'absent',
        'absent',
      ]);
    });

    it('returns changed for each occurrence of an ID that it leaves active', async () => {
      await add('CUST-1', byApi('someone'));

      expect(await remove(['CUST-1', 'cust-1'], { addedBy: adding })).to.deep.equal(['changed', 'changed']);
    });

    it('leaves an ID that an API request, another submission, or a second addition wrote, and returns changed', async () => {
      await add('CUST-API', byApi('someone'));
      await add('CUST-OTHER', bySubmission(submissionId(2)));
      await add('CUST-AGAIN');
      await removeByApi('CUST-AGAIN');
      await add('CUST-AGAIN', byApi('again'));

      const ids = ['CUST-API', 'CUST-OTHER', 'CUST-AGAIN'];
      expect(await remove(ids, { addedBy: adding })).to.deep.equal(['changed', 'changed', 'changed']);
      expect(deps.customerIds.rows().map(({ state }) => state)).to.deep.equal(['active', 'active', 'active']);
    });

    it('returns absent for an ID that was deleted since', async () => {
      await add('CUST-1');
      await removeByApi('CUST-1');

      expect(await remove(['CUST-1'], { addedBy: adding })).to.deep.equal(['absent']);
    });
  });

  it('rejects an add submission without deleting', async () => {
    await add('CUST-1');
    await recordSubmission(runtime, id, ['CUST-1'], { action: 'add' });
    for (const action of ['add', 'delete']) {
      const state = { ...toState(['CUST-1']), action };
      const error = await createHandler(runtime)(state, lambdaContext()).then(String, (cause: Error) => cause.name);
      expect(error, action).to.equal('InvalidSubmissionError');
    }
    expect(deps.customerIds.rows()[0]?.state).to.equal('active');
  });

  it('logs counts and the pseudonyms of deleted IDs, but no IDs', async () => {
    await add('CUST-SECRET');
    await remove(['CUST-SECRET', 'SECRET-NEVER']);

    expect(runtime.lines[0]?.fields).to.include({
      step: 'DeleteFromTable',
      submissionId: id,
      deleted: 1,
      absent: 1,
      customers: 'pseudonym-of-11',
    });
    expect(JSON.stringify(runtime.lines)).not.to.include('SECRET');
  });
});
