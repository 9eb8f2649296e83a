import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { writeWithRetry } from '#domain/optimistic-write.ts';
import { countResults, toPublication, unpublishedExpiry } from '#domain/submission.ts';
import type { ProcessedSubmission } from '#domain/submission-state.ts';
import { TransientError } from '#domain/transient-error.ts';
import { decideAddition, decideRemoval } from '#domain/write-decision.ts';
import { addToTable, createHandler } from '#handlers/add-to-table.ts';
import type { CustomerIdStore } from '#ports.ts';
import { lambdaContext } from '#support/functions/proxy-event.ts';
import {
  type SubmissionRuntime,
  submissionRetentionDays,
  submissionRuntime,
} from '#support/functions/submission-runtime.ts';
import { at, byApi, customerId, submissionId } from '#support/functions/values.ts';

const id = submissionId(1);
const validated = { name: 'ValidateIds', startedAt: '2026-01-01T00:00:00.000Z', endedAt: '2026-01-01T00:00:00.001Z' };

describe('add-to-table', () => {
  let runtime: SubmissionRuntime;
  let deps: SubmissionRuntime['deps'];

  beforeEach(() => {
    runtime = submissionRuntime();
    deps = runtime.deps;
  });

  const valid = (text: string) => ({ id: text, outcome: 'valid' });
  const invalid = { id: 'bad id!', outcome: 'invalid', reason: 'Why.' };

  function checked(results: readonly object[], submission = id) {
    const validCount = results.filter((result) => result !== invalid).length;
    return { submissionId: submission, results, validCount, steps: [validated] };
  }

  const add = (state: unknown, from = runtime): Promise<ProcessedSubmission> =>
    createHandler(from)(state, lambdaContext());
  const outcomes = ({ results }: ProcessedSubmission) => results.map(({ id, outcome }) => `${id} ${outcome}`);

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

  it('returns the outcome of each ID in the submitted order', async () => {
    await addByApi('CUST-EXISTS');

    const recorded = await add(checked([valid('CUST-1'), valid('CUST-1'), invalid, valid('CUST-EXISTS')]));

    expect(outcomes(recorded)).to.deep.equal([
      'CUST-1 added',
      'CUST-1 existing',
      'bad id! invalid',
      'CUST-EXISTS existing',
    ]);
    expect(recorded.results[2]).to.deep.equal(invalid);
  });

  it('returns its input with the outcomes and its own step', async () => {
    const recorded = await add(checked([valid('CUST-1')]));

    expect(recorded).to.deep.equal({
      submissionId: id,
      results: [{ id: 'CUST-1', outcome: 'added' }],
      validCount: 1,
      steps: [
        validated,
        { name: 'AddToTable', startedAt: '2026-01-01T00:00:00.000Z', endedAt: '2026-01-01T00:00:00.000Z' },
      ],
    });
  });

  it('stores the submission ID in the row', async () => {
    await add(checked([valid('CUST-1')]));

    expect(deps.customerIds.rows()[0]).to.include({
      id: 'CUST-1',
      source: 'submission',
      submissionId: id,
      version: 1,
    });
  });

  it('treats IDs that differ only in case as one', async () => {
    expect(outcomes(await add(checked([valid('cust-1'), valid('CUST-1')])))).to.deep.equal([
      'CUST-1 added',
      'CUST-1 existing',
    ]);
    expect(deps.customerIds.rows()).to.have.lengthOf(1);
  });

  it('returns the same outcomes on ten runs and writes once', async () => {
    await addByApi('CUST-EXISTS');
    const state = checked([valid('CUST-1'), valid('CUST-2'), valid('CUST-EXISTS'), valid('CUST-1')]);

    const responses: string[][] = [];
    for (let run = 0; run < 10; run += 1) responses.push(outcomes(await add(state)));

    expect(new Set(responses.map(String)).size).to.equal(1);
    expect(deps.customerIds.rows().map(({ version }) => version)).to.deep.equal([1, 1, 1]);
  });

  it('does not restore an ID that was deleted after it was added', async () => {
    const state = checked([valid('CUST-1')]);
    await add(state);
    await removeByApi('CUST-1');

    expect(outcomes(await add(state))).to.deep.equal(['CUST-1 added']);
    expect(deps.customerIds.rows()[0]?.state).to.equal('deleted');
  });

  it('adds an ID that was deleted before the submission', async () => {
    await addByApi('CUST-1');
    await removeByApi('CUST-1');

    expect(outcomes(await add(checked([valid('CUST-1')])))).to.deep.equal(['CUST-1 added']);
  });

  it('returns the stored results of a completed submission without writing', async () => {
    const results = [{ id: customerId('CUST-1'), outcome: 'added' }] as const;
    const completed = { submissionId: id, status: 'completed', steps: [], results } as const;
    const publication = toPublication(id, at(0), submissionRetentionDays);
    await deps.submissions.create(id, 1, unpublishedExpiry(at(0)));
    await deps.submissions.complete(
      { ...completed, counts: countResults(results), completedAt: publication.publishedAt },
      publication,
    );

    expect(outcomes(await add(checked([valid('CUST-1')])))).to.deep.equal(['CUST-1 added']);
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
    const many = Array.from({ length: 100 }, (_, index) => valid(`CUST-${index}`));

    const recorded = await add(checked(many), failing({ write }));

    expect(most).to.equal(16);
    expect(recorded.results.filter(({ outcome }) => outcome === 'added')).to.have.lengthOf(100);
  });

  describe('when the table fails', () => {
    const hundred = checked(Array.from({ length: 100 }, (_, index) => valid(`CUST-${index}`)));
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
      const state = hundred as unknown as Parameters<ReturnType<typeof addToTable>>[0];

      const stopped = await errorOf(addToTable(brokenDeps, { signal: controller.signal })(state));
      const written = deps.customerIds.rows().length;
      const recorded = await add(hundred);

      expect(stopped.name).to.equal('TransientError');
      expect(written).to.be.within(40, 56);
      expect(recorded.results.filter(({ outcome }) => outcome === 'added')).to.have.lengthOf(100);
      expect(deps.customerIds.rows().every(({ version }) => version === 1)).to.equal(true);
    });

    it('recognizes its own write after a lost response', async () => {
      const write: CustomerIdStore['write'] = async (row, expectedVersion) => {
        await deps.customerIds.write(row, expectedVersion);
        return { kind: 'unknown', cause: new Error('reset') };
      };

      expect(outcomes(await add(checked([valid('CUST-1')]), failing({ write })))).to.deep.equal(['CUST-1 added']);
    });
  });

  it('logs counts and pseudonyms, but no IDs', async () => {
    await add(checked([valid('CUST-SECRET')]));

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
    { ...checked([valid('CUST-1')]), submissionId: 'x' },
    { ...checked([valid('CUST-1')]), steps: 'none' },
    { ...checked([valid('CUST-1')]), steps: [{ ...validated, name: 'Other' }] },
    { ...checked([valid('CUST-1')]), steps: [{ ...validated, startedAt: 'yesterday' }] },
    { ...checked([valid('CUST-1')]), validCount: '1' },
    checked([valid('no id!')]),
    checked([{ id: 'CUST-1', outcome: 'added' }]),
    checked([{ id: 'bad id!', outcome: 'invalid' }]),
  ]) {
    it(`rejects input that ValidateIds cannot produce: ${JSON.stringify(state)?.slice(0, 80)}`, async () => {
      const error = await add(state).then(String, (cause: Error) => cause.name);

      expect(error).to.equal('InvalidSubmissionError');
      expect(deps.customerIds.rows()).to.deep.equal([]);
    });
  }
});
