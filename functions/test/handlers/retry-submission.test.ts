import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { toTimestamp } from '#domain/instant.ts';
import { OutcomeUnknownError } from '#domain/outcome-unknown-error.ts';
import { completeWith, failAt } from '#domain/submission-attempts.ts';
import { TransientError } from '#domain/transient-error.ts';
import { createHandler } from '#handlers/retry-submission.ts';
import type { SubmittedEvent } from '#ports.ts';
import { lambdaContext, proxyEvent } from '#support/functions/proxy-event.ts';
import { createTasks, execute, failing } from '#support/functions/run-state-machine.ts';
import { recordSubmission, type SubmissionRuntime, submissionRuntime } from '#support/functions/submission-runtime.ts';
import { at, submissionId } from '#support/functions/values.ts';

const id = submissionId(1);
const failure = { step: 'AddToTable', reason: 'It did not work.' } as const;

describe('retry-submission', () => {
  let runtime: SubmissionRuntime;
  let deps: SubmissionRuntime['deps'];

  beforeEach(async () => {
    runtime = submissionRuntime();
    deps = runtime.deps;
    await recordSubmission(runtime, id, ['CUST-1', 'bad id!']);
    await deps.submissions.markPublished(id, at(0));
    deps.clock.advance(1000);
  });

  const retry = async (text: string = id, from: SubmissionRuntime = runtime) => {
    const event = proxyEvent({ path: `/submissions/${text}/retry`, pathParameters: { submissionId: text } });
    const { statusCode, headers, body } = await createHandler(from)(event, lambdaContext());
    return { statusCode, headers, body: JSON.parse(body) };
  };
  const fail = () => deps.submissions.change(id, failAt(toTimestamp(deps.clock.now()), failure), deps.clock.now());
  const stored = () => deps.submissions.find(id, deps.clock.now());
  const attempts = async () => (await stored())?.attempts.map(({ startedAt, status }) => [startedAt, status]);
  const withBus = (publish: (event: SubmittedEvent) => Promise<void>): SubmissionRuntime => ({
    ...runtime,
    createDeps: () => ({ ...deps, eventBus: { publish } }),
  });

  it('publishes the event of a failed submission again and returns 202 with its receipt', async () => {
    await fail();
    deps.clock.advance(1000);

    const { statusCode, headers, body } = await retry();

    expect([statusCode, headers['Location']]).to.deep.equal([202, `/api/submissions/${id}`]);
    expect(body).to.deep.equal({
      submissionId: id,
      status: 'received',
      action: 'add',
      receivedAt: '2026-01-01T00:00:00.000Z',
      counts: { submitted: 2 },
    });
    expect(runtime.published).to.deep.equal([{ submissionId: id }]);
  });

  it('starts an attempt and keeps the failure of the previous one', async () => {
    await fail();
    deps.clock.advance(1000);
    await retry();

    expect(await stored()).to.deep.equal({
      submissionId: id,
      status: 'received',
      action: 'add',
      counts: { submitted: 2 },
      ids: ['CUST-1', 'bad id!'],
      attempts: [
        { startedAt: '2026-01-01T00:00:00.000Z', status: 'failed', endedAt: '2026-01-01T00:00:01.000Z', failure },
        { startedAt: '2026-01-01T00:00:02.000Z', status: 'running' },
      ],
    });
  });

  it('retries a submission that is still received, because its execution may have been lost', async () => {
    expect((await retry()).statusCode).to.equal(202);

    expect(await attempts()).to.deep.equal([
      ['2026-01-01T00:00:00.000Z', 'superseded'],
      ['2026-01-01T00:00:01.000Z', 'running'],
    ]);
  });

  it('keeps the latest ten attempts', async () => {
    for (let nth = 0; nth < 12; nth += 1) {
      await retry();
      deps.clock.advance(1000);
    }

    expect((await attempts())?.length).to.equal(10);
    expect((await attempts())?.at(-1)).to.deep.equal(['2026-01-01T00:00:12.000Z', 'running']);
  });

  it('returns 409 for a completed submission and publishes nothing', async () => {
    const counts = { submitted: 2, added: 1, existing: 0, invalid: 1 };
    const complete = completeWith(() => ({ completedAt: toTimestamp(at(5)), counts, results: [], steps: [] }));
    await deps.submissions.change(id, complete, at(5));

    const { statusCode, body } = await retry();

    expect([statusCode, body.code]).to.deep.equal([409, 'already-completed']);
    expect(runtime.published).to.deep.equal([]);
  });

  for (const text of [submissionId(2), id.toLowerCase(), 'x', 'idempotency#abc']) {
    it(`returns 404 for the submission ID ${text}`, async () => {
      const { statusCode, body } = await retry(text);

      expect([statusCode, body.code]).to.deep.equal([404, 'submission-not-found']);
      expect(runtime.published).to.deep.equal([]);
    });
  }

  it('returns 404 for a submission that was never published', async () => {
    await recordSubmission(runtime, submissionId(3), ['CUST-1']);

    expect((await retry(submissionId(3))).statusCode).to.equal(404);
  });

  it('returns 503 and leaves the submission failed when the bus rejects the event', async () => {
    await fail();
    const publish = async () => {
      throw new TransientError('busy');
    };

    expect((await retry(id, withBus(publish))).statusCode).to.equal(503);
    expect(await stored()).to.deep.include({ status: 'failed', failure });
  });

  it('returns 504 when the outcome of the publish is unknown, or the attempt could not be recorded', async () => {
    await fail();
    const publish = async () => {
      throw new OutcomeUnknownError('silence');
    };
    const change = async () => {
      throw new TransientError('busy');
    };
    const unrecorded = { ...runtime, createDeps: () => ({ ...deps, submissions: { ...deps.submissions, change } }) };

    expect((await retry(id, withBus(publish))).statusCode).to.equal(504);
    expect((await retry(id, unrecorded)).statusCode).to.equal(504);
  });

  it('records one attempt when its execution starts before it is recorded', async () => {
    await fail();
    deps.clock.advance(1000);
    const tasks = createTasks(runtime);
    await retry(
      id,
      withBus(async (event) => {
        deps.clock.advance(10);
        await execute(tasks, event);
      }),
    );

    expect(await attempts()).to.deep.equal([
      ['2026-01-01T00:00:00.000Z', 'failed'],
      ['2026-01-01T00:00:02.010Z', 'completed'],
    ]);
  });

  it('stays failed when its execution fails before the attempt is recorded', async () => {
    await fail();
    deps.clock.advance(1000);
    const tasks = { ...createTasks(runtime), AddToTable: failing('TypeError') };
    await retry(
      id,
      withBus(async (event) => {
        deps.clock.advance(10);
        await execute(tasks, event);
      }),
    );

    expect((await stored())?.status).to.equal('failed');
    expect((await attempts())?.map(([, status]) => status)).to.deep.equal(['failed', 'failed']);
  });

  it('logs the submission ID but no customer ID', async () => {
    await retry();

    expect(runtime.lines[0]?.fields).to.include({ submissionId: id, submitted: 2, status: 202 });
    expect(JSON.stringify(runtime.lines)).not.to.include('CUST-1');
  });
});
