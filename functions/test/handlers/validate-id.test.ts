import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { toTimestamp } from '#domain/instant.ts';
import { failAt } from '#domain/submission-attempts.ts';
import { readSubmissionId } from '#domain/submission-state.ts';
import { createHandler } from '#handlers/validate-id.ts';
import { lambdaContext } from '#support/functions/proxy-event.ts';
import { eventExample } from '#support/functions/state-machine.ts';
import { recordSubmission, type SubmissionRuntime, submissionRuntime } from '#support/functions/submission-runtime.ts';
import { at, submissionId } from '#support/functions/values.ts';

describe('validate-id', () => {
  let runtime: SubmissionRuntime;

  beforeEach(() => {
    runtime = submissionRuntime();
  });

  const validate = (event: unknown) => createHandler(runtime)(event, lambdaContext());
  const errorOf = (event: unknown) => validate(event).then(String, (error: Error) => `${error.name}: ${error.message}`);
  const id = submissionId(1);

  it('reads the IDs from the record and returns a validity for each position', async () => {
    await recordSubmission(runtime, id, ['CUST-1', 'cust-1', 'bad id!', 'a', 'ß-1', '-12', 'A'.repeat(65), '']);

    const { outcomes, validCount } = await validate({ submissionId: id });

    const invalid = Array.from({ length: 6 }, () => 'invalid');
    expect({ outcomes, validCount }).to.deep.equal({ outcomes: ['valid', 'valid', ...invalid], validCount: 2 });
  });

  it('returns the action of the record, on which the state machine branches', async () => {
    await recordSubmission(runtime, id, ['CUST-1'], { action: 'delete' });

    expect(await validate({ submissionId: id })).to.include({ action: 'delete' });
  });

  it('returns no customer ID to the execution history', async () => {
    await recordSubmission(runtime, id, ['CUST-SECRET', 'secret!']);

    expect(JSON.stringify(await validate({ submissionId: id })).toLowerCase()).not.to.include('secret');
  });

  it('starts a new attempt of a failed submission, because only a redrive runs one', async () => {
    const { submissions } = runtime.deps;
    await recordSubmission(runtime, id, ['CUST-1']);
    await submissions.change(id, failAt(toTimestamp(at(5)), { reason: 'Why.' }), at(5));
    runtime.deps.clock.advance(60_000);

    await validate({ submissionId: id });
    await validate({ submissionId: id });

    const submission = await submissions.load(id, at(60_000));
    expect(submission?.status).to.equal('received');
    expect(submission?.attempts.map(({ startedAt, status }) => [startedAt, status])).to.deep.equal([
      ['2026-01-01T00:00:00.000Z', 'failed'],
      ['2026-01-01T00:01:00.000Z', 'running'],
    ]);
  });

  it('records its own start and end times', async () => {
    await recordSubmission(runtime, id, ['CUST-1']);

    const { steps } = await validate({ submissionId: id });

    expect(steps).to.deep.equal([
      { name: 'ValidateIds', startedAt: '2026-01-01T00:00:00.000Z', endedAt: '2026-01-01T00:00:00.000Z' },
    ]);
  });

  it('accepts the detail of the example event', async () => {
    const detail = eventExample()['detail'];
    await recordSubmission(runtime, readSubmissionId(detail), ['CUST-1']);

    expect((await validate(detail)).validCount).to.equal(1);
  });

  it('rejects an event whose submission has no record', async () => {
    expect(await errorOf({ submissionId: id })).to.equal(
      'InvalidSubmissionError: The submission is not recorded, or its record has expired.',
    );
  });

  it('logs counts but no client input', async () => {
    await recordSubmission(runtime, id, ['CUST-SECRET', 'secret!']);
    await validate({ submissionId: id });

    expect(runtime.lines[0]?.fields).to.include({ step: 'ValidateIds', submissionId: id, valid: 1, invalid: 1 });
    expect(JSON.stringify(runtime.lines).toLowerCase()).not.to.include('secret');
  });

  for (const event of [
    null,
    'text',
    {},
    { submissionId: 'idempotency#1' },
    { submissionId: 7 },
    { submissionId: id, ids: ['CUST-SECRET'] },
    { ids: ['CUST-SECRET'] },
  ]) {
    it(`throws InvalidSubmissionError for ${JSON.stringify(event)}, without repeating it`, async () => {
      await recordSubmission(runtime, id, ['CUST-1']);

      expect(await errorOf(event))
        .to.match(/^InvalidSubmissionError: /)
        .and.not.to.include('SECRET');
    });
  }
});
