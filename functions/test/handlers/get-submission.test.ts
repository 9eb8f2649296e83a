import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { toTimestamp } from '#domain/instant.ts';
import { completeWith, failAt } from '#domain/submission-attempts.ts';
import { createHandler } from '#handlers/get-submission.ts';
import { lambdaContext, proxyEvent } from '#support/functions/proxy-event.ts';
import {
  recordSubmission,
  type SubmissionRuntime,
  submissionRetentionDays,
  submissionRuntime,
} from '#support/functions/submission-runtime.ts';
import { at, submissionId } from '#support/functions/values.ts';

describe('get-submission', () => {
  const id = submissionId(1);
  const endedAt = toTimestamp(at(5));
  const attempt = { startedAt: toTimestamp(at(0)), status: 'running' };
  let runtime: SubmissionRuntime;

  beforeEach(async () => {
    runtime = submissionRuntime();
    await recordSubmission(runtime, id, ['CUST-1', 'cust-1', 'bad id!']);
  });

  const get = (text: string) =>
    createHandler(runtime)(
      proxyEvent({ path: `/submissions/${text}`, pathParameters: { submissionId: text } }),
      lambdaContext(),
    );

  async function body(): Promise<unknown> {
    const { statusCode, body } = await get(id);
    expect(statusCode).to.equal(200);
    return JSON.parse(body);
  }

  const pending = ['CUST-1', 'cust-1', 'bad id!'].map((text) => ({ id: text, outcome: 'pending' }));

  it('returns 404 for an unpublished submission', async () => {
    expect((await get(id)).statusCode).to.equal(404);
  });

  it('returns the submitted IDs of a received submission as pending', async () => {
    await runtime.deps.submissions.markPublished(id, at(5));

    expect(await body()).to.deep.equal({
      submissionId: id,
      action: 'add',
      status: 'received',
      receivedAt: '2026-01-01T00:00:00.000Z',
      counts: { submitted: 3 },
      results: pending,
      steps: [],
      attempts: [attempt],
    });
  });

  it('returns the action, the label, and the submission whose IDs it deletes', async () => {
    const deleting = submissionId(2);
    const request = { action: 'delete', label: 'customers.csv', addedBy: id } as const;
    await recordSubmission(runtime, deleting, ['CUST-1'], request);
    await runtime.deps.submissions.markPublished(deleting, at(5));

    expect(JSON.parse((await get(deleting)).body)).to.include(request);
  });

  it('returns all results and steps of a completed submission', async () => {
    const counts = { submitted: 3, added: 1, existing: 1, invalid: 1 };
    const results = [
      { outcome: 'added' },
      { outcome: 'existing' },
      {
        outcome: 'invalid',
        reason: 'A space is not allowed (character 4). Use letters, digits, hyphens and underscores.',
      },
    ] as const;
    const steps = [{ name: 'LogEvent', startedAt: endedAt, endedAt }] as const;
    const complete = completeWith(() => ({ completedAt: endedAt, counts, results, steps }));
    await runtime.deps.submissions.change(id, complete, at(5));

    expect(await body()).to.deep.equal({
      submissionId: id,
      action: 'add',
      status: 'completed',
      receivedAt: '2026-01-01T00:00:00.000Z',
      completedAt: '2026-01-01T00:00:00.005Z',
      counts,
      results: [
        { id: 'CUST-1', ...results[0] },
        { id: 'CUST-1', ...results[1] },
        { id: 'bad id!', ...results[2] },
      ],
      steps,
      attempts: [{ ...attempt, status: 'completed', endedAt }],
    });
  });

  it('returns the failure of a failed submission, and its IDs as pending', async () => {
    const failure = { step: 'AddToTable', reason: 'It did not work.' } as const;
    await runtime.deps.submissions.change(id, failAt(endedAt, failure), at(5));

    expect(await body()).to.deep.equal({
      submissionId: id,
      action: 'add',
      status: 'failed',
      receivedAt: '2026-01-01T00:00:00.000Z',
      counts: { submitted: 3 },
      results: pending,
      steps: [],
      failure,
      attempts: [{ ...attempt, status: 'failed', endedAt, failure }],
    });
  });

  it('returns 404 for an expired submission that DynamoDB has not deleted yet', async () => {
    await runtime.deps.submissions.markPublished(id, at(5));
    runtime.deps.clock.advance(submissionRetentionDays * 24 * 60 * 60 * 1000);

    expect((await get(id)).statusCode).to.equal(404);
  });

  for (const text of ['', 'x', id.toLowerCase(), 'idempotency#abc', `${id} `, submissionId(2)]) {
    it(`returns 404 for the submission ID ${JSON.stringify(text)}`, async () => {
      const result = await get(text);

      expect(result.statusCode).to.equal(404);
      expect(JSON.parse(result.body).code).to.equal('submission-not-found');
    });
  }
});
