import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { toTimestamp } from '#domain/instant.ts';
import { writeWithRetry } from '#domain/optimistic-write.ts';
import { completeWith } from '#domain/submission-attempts.ts';
import { type ProcessedSubmission, parseValidatedSubmission } from '#domain/submission-state.ts';
import { TransientError } from '#domain/transient-error.ts';
import { decideAddition, decideRemoval } from '#domain/write-decision.ts';
import { addToTable, createHandler } from '#handlers/add-to-table.ts';
import type { CustomerIdStore } from '#ports.ts';
import { lambdaContext } from '#support/functions/proxy-event.ts';
import {
  recordSubmission,
  type SubmissionRuntime,
  submissionRuntime,
  toValidatedState,
  validateStep,
} from '#support/functions/submission-runtime.ts';
import { at, byApi, customerId, submissionId } from '#support/functions/values.ts';

const id = submissionId(1);

describe('add-to-table', () => {
  let runtime: SubmissionRuntime;
  let deps: SubmissionRuntime['deps'];

  beforeEach(() => {
    runtime = submissionRuntime();
    deps = runtime.deps;
  });

  const toState = (ids: readonly string[]) => toValidatedState(id, 'add', ids);

  const run = (state: unknown, from = runtime): Promise<ProcessedSubmission> =>
    createHandler(from)(state, lambdaContext());

  /** Records a submission of these IDs, unless it is recorded, and runs the step on it. */
  async function add(ids: readonly string[], from = runtime): Promise<ProcessedSubmission> {
    await recordSubmission(runtime, id, ids);
    return run(toState(ids), from);
  }

  function addByApi(text: string) {
    const change = { id: customerId(text), origin: byApi('someone'), at: at(0) };
    return writeWithRetry(deps.customerIds, (row) => decideAddition(change, row), undefined);
  }

  async function removeByApi(text: string) {
    const removal = { id: customerId(text), origin: byApi('remover'), at: at(1), retentionDays: 30 };
    const row = await deps.customerIds.read(removal.id);
    return writeWithRetry(deps.customerIds, (met) => decideRemoval(removal, met), row);
  }

  function failing(customerIds: Partial<CustomerIdStore>): SubmissionRuntime {
    const store = { ...deps.customerIds, ...customerIds };
    return { ...runtime, createDeps: () => ({ ...deps, customerIds: store }) };
  }

  it('returns the outcome of each position in the submitted order', async () => {
    await addByApi('CUST-EXISTS');

    const { outcomes } = await add(['CUST-1', 'CUST-1', 'bad id!', 'CUST-EXISTS']);

    expect(outcomes).to.deep.equal(['added', 'existing', 'invalid', 'existing']);
  });

  it('returns its input with the outcomes and its own step, and no customer ID', async () => {
    const recorded = await add(['CUST-1']);

    expect(recorded).to.deep.equal({
      submissionId: id,
      action: 'add',
      outcomes: ['added'],
      validCount: 1,
      steps: [
        validateStep,
        { name: 'AddToTable', startedAt: '2026-01-01T00:00:00.000Z', endedAt: '2026-01-01T00:00:00.000Z' },
      ],
    });
  });

  it('stores the submission ID in the row', async () => {
    await add(['CUST-1']);

    expect(deps.customerIds.rows()[0]).to.include({
      id: 'CUST-1',
      source: 'submission',
      submissionId: id,
      version: 1,
    });
  });

  it('treats IDs that differ only in case as one', async () => {
    expect((await add(['cust-1', 'CUST-1'])).outcomes).to.deep.equal(['added', 'existing']);
    expect(deps.customerIds.rows()).to.have.lengthOf(1);
  });

  it('returns the same outcomes on ten runs and writes once', async () => {
    await addByApi('CUST-EXISTS');
    const ids = ['CUST-1', 'CUST-2', 'CUST-EXISTS', 'CUST-1'];

    const responses: (readonly string[])[] = [];
    for (let time = 0; time < 10; time += 1) responses.push((await add(ids)).outcomes);

    expect(new Set(responses.map(String)).size).to.equal(1);
    expect(deps.customerIds.rows().map(({ version }) => version)).to.deep.equal([1, 1, 1]);
  });

  it('does not restore an ID that was deleted after it was added', async () => {
    await add(['CUST-1']);
    await removeByApi('CUST-1');

    expect((await add(['CUST-1'])).outcomes).to.deep.equal(['added']);
    expect(deps.customerIds.rows()[0]?.state).to.equal('deleted');
  });

  it('adds an ID that was deleted before the submission', async () => {
    await addByApi('CUST-1');
    await removeByApi('CUST-1');

    expect((await add(['CUST-1'])).outcomes).to.deep.equal(['added']);
  });

  it('returns the stored results of a completed submission without writing', async () => {
    const counts = { submitted: 1, added: 1, existing: 0, invalid: 0 };
    const completedAt = toTimestamp(at(0));
    await recordSubmission(runtime, id, ['CUST-1']);
    const complete = completeWith(() => ({ completedAt, counts, results: [{ outcome: 'added' }], steps: [] }));
    await deps.submissions.change(id, complete, at(0));

    expect((await add(['CUST-1'])).outcomes).to.deep.equal(['added']);
    expect(deps.customerIds.rows()).to.deep.equal([]);
  });

  it('runs at most 16 writes concurrently', async () => {
    let now = 0;
    let most = 0;
    const write: CustomerIdStore['write'] = async (row, expectedVersion) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
      return deps.customerIds.write(row, expectedVersion);
    };
    const many = Array.from({ length: 100 }, (_, index) => `CUST-${index}`);

    const { outcomes } = await add(many, failing({ write }));

    expect(most).to.equal(16);
    expect(outcomes).to.deep.equal(many.map(() => 'added'));
  });

  describe('when the table fails', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => `CUST-${index}`);
    const errorOf = (work: Promise<unknown>): Promise<Error> =>
      work.then(
        () => {
          throw new Error('It did not fail.');
        },
        (error) => error,
      );

    it('throws TransientError when the table throttles, so that the workflow retries', async () => {
      const write = async () => {
        throw new TransientError('throttled');
      };

      expect((await errorOf(add(hundred, failing({ write })))).name).to.equal('TransientError');
    });

    it('throws TransientError when the outcome of a write is unknown', async () => {
      const write = async () => ({ kind: 'unknown', cause: new Error('reset') }) as const;
      const readBack = async () => undefined;

      expect((await errorOf(add(hundred, failing({ write, readBack })))).name).to.equal('TransientError');
    });

    it('rethrows a defect unchanged, so that the workflow does not retry it', async () => {
      const write = async () => {
        throw new TypeError('a defect');
      };

      expect((await errorOf(add(hundred, failing({ write })))).name).to.equal('TypeError');
    });

    it('starts no more writes after the first failure', async () => {
      let writes = 0;
      const write = async () => {
        writes += 1;
        throw new TransientError('throttled');
      };

      await errorOf(add(hundred, failing({ write })));

      expect(writes).to.be.at.most(16);
    });

    it('stops at the deadline and completes the remaining IDs on the next run', async () => {
      const controller = new AbortController();
      let writes = 0;
      const write: CustomerIdStore['write'] = (row, expectedVersion) => {
        writes += 1;
        if (writes === 40) controller.abort();
        return deps.customerIds.write(row, expectedVersion);
      };
      const brokenDeps = { ...deps, customerIds: { ...deps.customerIds, write } };
      await recordSubmission(runtime, id, hundred);
      const state = parseValidatedSubmission(toState(hundred));

      const stopped = await errorOf(addToTable(brokenDeps, { signal: controller.signal })(state));
      const written = deps.customerIds.rows().length;
      const recorded = await add(hundred);

      expect(stopped.name).to.equal('TransientError');
      expect(written).to.be.within(40, 56);
      expect(recorded.outcomes).to.deep.equal(hundred.map(() => 'added'));
      expect(deps.customerIds.rows().every(({ version }) => version === 1)).to.equal(true);
    });

    it('recognizes its own write after a lost response', async () => {
      const write: CustomerIdStore['write'] = async (row, expectedVersion) => {
        await deps.customerIds.write(row, expectedVersion);
        return { kind: 'unknown', cause: new Error('reset') };
      };

      expect((await add(['CUST-1'], failing({ write }))).outcomes).to.deep.equal(['added']);
    });
  });

  it('logs counts and pseudonyms, but no IDs', async () => {
    await add(['CUST-SECRET']);

    expect(runtime.lines[0]?.fields).to.include({
      step: 'AddToTable',
      submissionId: id,
      added: 1,
      customers: 'pseudonym-of-11',
    });
    expect(JSON.stringify(runtime.lines)).not.to.include('SECRET');
  });

  for (const state of [
    null,
    {},
    { ...toState(['CUST-1']), submissionId: 'x' },
    { ...toState(['CUST-1']), submissionId: submissionId(2) },
    { ...toState(['CUST-1']), action: undefined },
    { ...toState(['CUST-1']), action: 'replace' },
    { ...toState(['CUST-1']), steps: 'none' },
    { ...toState(['CUST-1']), steps: [{ ...validateStep, name: 'Other' }] },
    { ...toState(['CUST-1']), steps: [{ ...validateStep, startedAt: 'yesterday' }] },
    { ...toState(['CUST-1']), validCount: '1' },
    { ...toState(['CUST-1']), outcomes: ['added'] },
    { ...toState(['CUST-1']), outcomes: ['valid', 'valid'] },
    { ...toState(['CUST-1']), outcomes: undefined, results: [{ id: 'CUST-1', outcome: 'valid' }] },
  ]) {
    it(`rejects input that ValidateIds cannot produce: ${JSON.stringify(state)?.slice(0, 80)}`, async () => {
      await recordSubmission(runtime, id, ['CUST-1']);
      const error = await run(state).then(String, (cause: Error) => cause.name);

      expect(error).to.equal('InvalidSubmissionError');
      expect(deps.customerIds.rows()).to.deep.equal([]);
    });
  }

  it('rejects a delete submission without writing', async () => {
    await recordSubmission(runtime, id, ['CUST-1'], { action: 'delete' });
    for (const action of ['add', 'delete']) {
      const error = await run({ ...toState(['CUST-1']), action }).then(String, (cause: Error) => cause.name);
      expect(error, action).to.equal('InvalidSubmissionError');
    }
    expect(deps.customerIds.rows()).to.deep.equal([]);
  });

  it('rejects a position that is marked as valid but holds an invalid ID', async () => {
    await recordSubmission(runtime, id, ['no id!']);
    const error = await run(toState(['CUST-1'])).then(String, (cause: Error) => cause.name);

    expect(error).to.equal('InvalidSubmissionError');
  });
});
