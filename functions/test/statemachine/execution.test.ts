import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { createTasks, execute, failing, failingFirst, type Tasks } from '#support/functions/run-state-machine.ts';
import { taskStates } from '#support/functions/state-machine.ts';
import { recordSubmission, type SubmissionRuntime, submissionRuntime } from '#support/functions/submission-runtime.ts';
import { submissionId } from '#support/functions/values.ts';

const id = submissionId(1);
const ids = ['CUST-1', 'cust-1', 'bad id!'];
const input = { submissionId: id };
const happyPath = ['ValidateIds', 'AnyValid?', 'AddToTable', 'LogEvent'];

/** The execution of an event that ValidateIds rejects: it is not retried. */
const rejected = {
  status: 'FAILED',
  error: 'InvalidSubmissionError',
  path: ['ValidateIds', 'LogFailure', 'Fail'],
  retries: {},
};

describe('state machine execution', () => {
  let runtime: SubmissionRuntime;
  let tasks: Tasks;

  beforeEach(async () => {
    runtime = submissionRuntime();
    tasks = createTasks(runtime);
    await recordSubmission(runtime, id, ids);
  });

  const stored = () => runtime.deps.submissions.find(id, runtime.deps.clock.now());

  async function failureOf(broken: Partial<Tasks>): Promise<{ step?: string; reason: string } | undefined> {
    const execution = await execute({ ...tasks, ...broken }, input);
    expect(execution.status).to.equal('FAILED');
    expect(execution.path.slice(-2)).to.deep.equal(['LogFailure', 'Fail']);
    const submission = await stored();
    return submission?.status === 'failed' ? submission.failure : undefined;
  }

  it('runs ValidateIds, AddToTable and LogEvent', async () => {
    const execution = await execute(tasks, input);

    expect(execution).to.deep.equal({ status: 'SUCCEEDED', path: happyPath, retries: {} });
    expect(await stored()).to.deep.include({
      status: 'completed',
      counts: { submitted: 3, added: 1, existing: 1, invalid: 1 },
    });
  });

  it('runs DeleteFromTable instead of AddToTable for a delete submission', async () => {
    await execute(tasks, input);
    const deleting = submissionId(2);
    await recordSubmission(runtime, deleting, ids, { action: 'delete', addedBy: id });

    const execution = await execute(tasks, { submissionId: deleting });

    const path = ['ValidateIds', 'AnyValid?', 'DeleteFromTable', 'LogEvent'];
    expect(execution).to.deep.equal({ status: 'SUCCEEDED', path, retries: {} });
    expect(await runtime.deps.submissions.find(deleting, runtime.deps.clock.now())).to.deep.include({
      status: 'completed',
      counts: { submitted: 3, deleted: 1, absent: 1, changed: 0, invalid: 1 },
    });
  });

  it('records DeleteFromTable as the failed step when the table keeps failing', async () => {
    const deleting = submissionId(2);
    await recordSubmission(runtime, deleting, ids, { action: 'delete' });
    await execute({ ...tasks, DeleteFromTable: failing('TransientError') }, { submissionId: deleting });

    expect(await runtime.deps.submissions.find(deleting, runtime.deps.clock.now())).to.deep.include({
      failure: { step: 'DeleteFromTable', reason: 'The IDs could not all be deleted from the registry.' },
    });
  });

  it('records the steps that ran in order', async () => {
    await execute(tasks, input);
    const submission = await stored();

    expect(submission?.status === 'completed' && submission.steps.map(({ name }) => name)).to.deep.equal([
      'ValidateIds',
      'AddToTable',
      'LogEvent',
    ]);
  });

  it('skips AddToTable when no ID is valid', async () => {
    const invalid = submissionId(2);
    await recordSubmission(runtime, invalid, ['bad id!', '']);
    const execution = await execute(tasks, { submissionId: invalid });
    const submission = await runtime.deps.submissions.find(invalid, runtime.deps.clock.now());

    expect(execution.path).to.deep.equal(['ValidateIds', 'AnyValid?', 'LogEvent']);
    expect(submission?.status === 'completed' && submission.steps.map(({ name }) => name)).to.deep.equal([
      'ValidateIds',
      'LogEvent',
    ]);
  });

  for (const [name, task] of taskStates().filter(([name]) => name !== 'LogFailure')) {
    for (const error of task.Retry?.[0]?.ErrorEquals ?? []) {
      it(`retries ${name} four times after ${error} and completes`, async () => {
        const state = name as keyof Tasks;
        const path = happyPath.map((step) => (step === 'AddToTable' && name === 'DeleteFromTable' ? name : step));
        const action = name === 'DeleteFromTable' ? 'delete' : 'add';
        await recordSubmission(runtime, submissionId(2), ids, { action });
        const broken = { ...tasks, [state]: failingFirst(4, error, tasks[state]) };
        const execution = await execute(broken, { submissionId: submissionId(2) });

        expect(execution).to.deep.equal({ status: 'SUCCEEDED', path, retries: { [name]: 4 } });
        const submission = await runtime.deps.submissions.find(submissionId(2), runtime.deps.clock.now());
        expect(submission?.status).to.equal('completed');
      });
    }
  }

  it('waits between attempts, at most the maximum delay', async () => {
    const timers = sinon.useFakeTimers();
    try {
      const running = execute({ ...tasks, AddToTable: failingFirst(4, 'TransientError', tasks.AddToTable) }, input, {
        waits: true,
      });
      await timers.tickAsync(30_000);

      expect((await running).retries).to.deep.equal({ AddToTable: 4 });
    } finally {
      timers.restore();
    }
  });

  it('fails after five attempts of AddToTable and records the failure', async () => {
    const execution = await execute({ ...tasks, AddToTable: failing('TransientError') }, input);

    expect(execution).to.deep.equal({
      status: 'FAILED',
      error: 'TransientError',
      path: ['ValidateIds', 'AnyValid?', 'AddToTable', 'LogFailure', 'Fail'],
      retries: { AddToTable: 4 },
    });
  });

  it('records a readable reason when ValidateIds fails', async () => {
    expect(await failureOf({ ValidateIds: failing('Lambda.Unknown') })).to.deep.equal({
      step: 'ValidateIds',
      reason: 'The IDs could not be checked.',
    });
  });

  it('records AddToTable as the failed step when the table keeps failing', async () => {
    expect(await failureOf({ AddToTable: failing('TransientError') })).to.deep.equal({
      step: 'AddToTable',
      reason: 'The IDs could not all be written to the registry.',
    });
  });

  it('records LogEvent as the failed step and keeps the added IDs', async () => {
    expect(await failureOf({ LogEvent: failing('TransientError') })).to.deep.equal({
      step: 'LogEvent',
      reason: 'The results could not be recorded.',
    });
    expect(runtime.deps.customerIds.rows()).to.have.lengthOf(1);
  });

  it('fails an event that contains IDs, as an earlier build published them, without a retry or a write', async () => {
    const execution = await execute(tasks, { ...input, ids });

    expect(execution).to.deep.equal(rejected);
    expect(await stored()).to.deep.include({
      failure: { step: 'ValidateIds', reason: 'The submission could not be read.' },
    });
    expect(runtime.deps.customerIds.rows()).to.deep.equal([]);
  });

  it('fails an event whose submission has no record, without a retry', async () => {
    expect(await execute(tasks, { submissionId: submissionId(2) })).to.deep.equal(rejected);
  });

  it('passes no customer ID between states', async () => {
    const states: unknown[] = [];
    const recorded = Object.entries(tasks).map(([name, run]) => [
      name,
      async (state: unknown) => {
        const next = await run(state);
        states.push(state, next);
        return next;
      },
    ]);
    await execute(Object.fromEntries(recorded), input);

    expect(states).to.have.lengthOf(6);
    expect(JSON.stringify(states)).not.to.match(/cust-|bad id/i);
  });

  it('fails on an event without a submission ID', async () => {
    expect(await execute(tasks, {})).to.deep.equal(rejected);
  });

  it('does not retry a defect', async () => {
    const execution = await execute({ ...tasks, AddToTable: failing('TypeError') }, input);

    expect(execution.retries).to.deep.equal({});
    expect(execution.error).to.equal('TypeError');
  });

  it('fails after five attempts of both LogEvent and LogFailure when log-event is down', async () => {
    const down = failing('TransientError');
    const execution = await execute({ ...tasks, LogEvent: down, LogFailure: down }, input);

    expect(execution).to.deep.equal({
      status: 'FAILED',
      error: 'TransientError',
      path: [...happyPath, 'LogFailure', 'Fail'],
      retries: { LogEvent: 4, LogFailure: 4 },
    });
    expect(await stored()).to.equal(undefined);
  });

  it('completes a failed submission with the same results after a redrive', async () => {
    await failureOf({ LogEvent: failing('TransientError') });

    await execute(tasks, input);

    expect(await stored()).to.deep.include({
      status: 'completed',
      counts: { submitted: 3, added: 1, existing: 1, invalid: 1 },
    });
    expect((await stored())?.attempts.map(({ status }) => status)).to.deep.equal(['failed', 'completed']);
  });

  it('changes nothing when the same event is delivered ten times', async () => {
    await execute(tasks, input);
    const first = await stored();
    for (let time = 0; time < 9; time += 1) await execute(tasks, input);

    expect(await stored()).to.deep.equal(first);
    expect(runtime.deps.customerIds.rows().map(({ version }) => version)).to.deep.equal([1]);
    expect(runtime.counts).to.have.lengthOf(1);
  });
});
