import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { toTimestamp } from '#domain/instant.ts';
import { retryAt } from '#domain/submission-attempts.ts';
import { createHandler } from '#handlers/log-event.ts';
import { lambdaContext } from '#support/functions/proxy-event.ts';
import { recordSubmission, type SubmissionRuntime, submissionRuntime } from '#support/functions/submission-runtime.ts';
import { at, clientName, submissionId } from '#support/functions/values.ts';

const id = submissionId(1);
const step = (name: string) => ({ name, startedAt: '2026-01-01T00:00:00.010Z', endedAt: '2026-01-01T00:00:00.020Z' });
const ids = ['CUST-1', 'cust-1', 'bad id!'];
const outcomes = ['added', 'existing', 'invalid'];
const results = [
  { outcome: 'added' },
  { outcome: 'existing' },
  {
    outcome: 'invalid',
    reason: 'A space is not allowed (character 4). Use letters, digits, hyphens and underscores.',
  },
];
const recorded = {
  submissionId: id,
  action: 'add',
  outcomes,
  validCount: 2,
  steps: [step('ValidateIds'), step('AddToTable')],
};
const caught = {
  submissionId: id,
  action: 'add',
  outcomes: ['valid', 'valid', 'invalid'],
  validCount: 2,
  steps: [step('ValidateIds')],
  failure: { Error: 'TransientError', Cause: '{"errorMessage":"words of some service"}' },
};
const attempt = { startedAt: '2026-01-01T00:00:00.000Z', status: 'running' };
const failure = { step: 'AddToTable', reason: 'The IDs could not all be written to the registry.' };
const ended = {
  version: '0',
  'detail-type': 'Step Functions Execution Status Change',
  source: 'aws.states',
  detail: { status: 'TIMED_OUT', input: JSON.stringify({ submissionId: id }) },
};

describe('log-event', () => {
  let runtime: SubmissionRuntime;
  let deps: SubmissionRuntime['deps'];

  beforeEach(async () => {
    runtime = submissionRuntime();
    deps = runtime.deps;
    await recordSubmission(runtime, id, ids, { client: clientName('billing') });
    deps.clock.advance(250);
  });

  const log = (event: unknown) => createHandler(runtime)(event, lambdaContext());
  const stored = () => deps.submissions.find(id, deps.clock.now());
  const listed = async () =>
    (await deps.submissionIndex.page({ month: '2026-01', before: undefined, limit: 10 })).items;

  describe('invoked by LogEvent', () => {
    it('stores status, counts, results and steps, with the reasons of the IDs in the record', async () => {
      await log(recorded);

      expect(await stored()).to.deep.equal({
        submissionId: id,
        client: 'billing',
        action: 'add',
        status: 'completed',
        completedAt: '2026-01-01T00:00:00.250Z',
        counts: { submitted: 3, added: 1, existing: 1, invalid: 1 },
        ids,
        attempts: [{ ...attempt, status: 'completed', endedAt: '2026-01-01T00:00:00.250Z' }],
        results,
        steps: [
          step('ValidateIds'),
          step('AddToTable'),
          { name: 'LogEvent', startedAt: '2026-01-01T00:00:00.250Z', endedAt: '2026-01-01T00:00:00.250Z' },
        ],
      });
    });

    it('stores and counts the outcomes of a delete submission', async () => {
      const deleting = submissionId(2);
      await recordSubmission(runtime, deleting, ['CUST-1', 'CUST-2', 'CUST-3', '!'], { action: 'delete' });
      const steps = [step('ValidateIds'), step('DeleteFromTable')];
      await log({
        submissionId: deleting,
        action: 'delete',
        outcomes: ['deleted', 'absent', 'changed', 'invalid'],
        validCount: 3,
        steps,
      });

      expect(await deps.submissions.find(deleting, deps.clock.now())).to.deep.include({
        counts: { submitted: 4, deleted: 1, absent: 1, changed: 1, invalid: 1 },
      });
      expect(runtime.counts).to.deep.equal([{ Deleted: 1, Invalid: 1, Failed: 0, CompletionMillis: 250 }]);
    });

    const others = [
      ['outcomes of the other action', { outcomes: ['deleted', 'absent', 'invalid'] }],
      ['another action than the recorded one', { action: 'delete', outcomes: ['deleted', 'absent', 'invalid'] }],
    ] as const;
    for (const [what, change] of others)
      it(`rejects ${what} and records nothing`, async () => {
        const error = await log({ ...recorded, ...change }).then(String, (cause: Error) => cause.name);

        expect(error).to.equal('InvalidSubmissionError');
        expect((await deps.submissions.load(id, deps.clock.now()))?.status).to.equal('received');
      });

    it('publishes a submission that submit-customer-ids did not mark as published', async () => {
      await log(recorded);

      expect(await listed()).to.have.lengthOf(1);
    });

    it('logs one line with status, counts and duration', async () => {
      await log(recorded);

      expect(runtime.lines).to.deep.equal([
        {
          level: 'info',
          message: 'step',
          fields: {
            status: 'completed',
            submissionId: id,
            client: 'billing',
            submitted: 3,
            added: 1,
            existing: 1,
            invalid: 1,
            completionMillis: 250,
            isFirst: true,
            durationMillis: 0,
          },
        },
      ]);
    });

    it('emits metrics for the outcomes and the time since receipt', async () => {
      await log(recorded);

      expect(runtime.counts).to.deep.equal([{ Added: 1, Existing: 1, Invalid: 1, Failed: 0, CompletionMillis: 250 }]);
    });

    it('does not overwrite or recount a completed submission', async () => {
      await log(recorded);
      const first = await stored();
      deps.clock.advance(1000);
      await log({ ...recorded, outcomes: ['existing', 'existing', 'invalid'] });

      expect(await stored()).to.deep.equal(first);
      expect(runtime.counts).to.have.lengthOf(1);
      expect(runtime.lines[1]?.fields['isFirst']).to.equal(false);
    });

    it('completes a failed submission and keeps the failed attempt', async () => {
      await log(caught);
      deps.clock.advance(1000);
      await log(recorded);

      expect(await stored()).to.deep.include({
        status: 'completed',
        attempts: [
          { ...attempt, status: 'failed', endedAt: '2026-01-01T00:00:00.250Z', failure },
          { startedAt: '2026-01-01T00:00:00.010Z', status: 'completed', endedAt: '2026-01-01T00:00:01.250Z' },
        ],
      });
    });

    for (const [what, state] of [
      ['a position without a final outcome', { ...recorded, outcomes: ['valid', 'existing', 'invalid'] }],
      ['fewer outcomes than recorded IDs', { ...recorded, outcomes: ['added', 'existing'] }],
      ['results instead of outcomes', { ...recorded, outcomes: undefined, results: [] }],
      ['a submission without a record', { ...recorded, submissionId: submissionId(2) }],
    ] as const) {
      it(`rejects ${what}`, async () => {
        const error = await log(state).then(String, (cause: Error) => cause.name);

        expect(error).to.equal('InvalidSubmissionError');
        expect(await stored()).to.equal(undefined);
      });
    }

    it('returns no customer ID to the execution history', async () => {
      expect(JSON.stringify(await log(recorded))).not.to.match(/cust-|bad id/i);
    });
  });

  describe('invoked by LogFailure', () => {
    it('stores the failed step and a readable reason', async () => {
      await log(caught);

      expect(await stored()).to.deep.equal({
        submissionId: id,
        client: 'billing',
        action: 'add',
        status: 'failed',
        counts: { submitted: 3 },
        ids,
        failure,
        attempts: [{ ...attempt, status: 'failed', endedAt: '2026-01-01T00:00:00.250Z', failure }],
      });
    });

    it('counts the failure and logs the error name without its message', async () => {
      await log(caught);

      expect(runtime.counts).to.deep.equal([{ Failed: 1 }]);
      expect(runtime.lines[0]?.fields).to.include({
        status: 'failed',
        failedStep: 'AddToTable',
        error: 'TransientError',
      });
      expect(JSON.stringify(runtime.lines)).not.to.include('words of some service');
    });

    it('does not fail a completed submission', async () => {
      await log(recorded);
      await log(caught);

      expect((await stored())?.status).to.equal('completed');
      expect(runtime.counts).to.have.lengthOf(1);
    });

    it('lists the failed submission', async () => {
      await log(caught);

      expect((await listed()).map(({ status }) => status)).to.deep.equal(['failed']);
    });
  });

  describe('invoked by the rule for failed executions', () => {
    it('fails a submission that is still received', async () => {
      await log(ended);

      expect(await stored()).to.deep.include({
        status: 'failed',
        failure: { reason: 'The workflow timed out.' },
      });
      expect(runtime.counts).to.deep.equal([{ Failed: 1 }]);
    });

    it('does not overwrite the failure that LogFailure recorded', async () => {
      await log(caught);
      await log(ended);

      expect(await stored()).to.deep.include({
        failure: { step: 'AddToTable', reason: 'The IDs could not all be written to the registry.' },
      });
      expect(runtime.counts).to.have.lengthOf(1);
    });

    it('does not fail a retry that started after the execution ended', async () => {
      await log(caught);
      const retriedAt = at(1000);
      await deps.submissions.change(id, retryAt(toTimestamp(retriedAt)), retriedAt);
      await log({ ...ended, detail: { ...ended.detail, stopDate: retriedAt - 1 } });

      expect((await stored())?.status).to.equal('received');

      await log({ ...ended, detail: { ...ended.detail, stopDate: retriedAt + 1 } });

      expect((await stored())?.status).to.equal('failed');
    });

    it('ignores an execution whose input is not a submission', async () => {
      await log({ ...ended, detail: { status: 'FAILED', input: '{"other":1}' } });

      expect(await stored()).to.equal(undefined);
      expect(runtime.lines[0]?.fields['status']).to.equal('ignored');
    });
  });
});
