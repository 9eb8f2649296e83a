import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { SubmissionId } from '#domain/submission-id.ts';
import { createHandler as addToTable } from '#handlers/add-to-table.ts';
import { createHandler as logEvent } from '#handlers/log-event.ts';
import { createHandler as submit } from '#handlers/submit-customer-ids.ts';
import { createHandler as validateId } from '#handlers/validate-id.ts';
import type { IdResult } from '#http/contract.ts';
import { toSubmissionBody } from '#http/submission-response.ts';
import { eventuallyHolds } from '#support/functions/property.ts';
import { lambdaContext, proxyEvent } from '#support/functions/proxy-event.ts';
import { recordSubmission, type SubmissionRuntime, submissionRuntime } from '#support/functions/submission-runtime.ts';
import { submissionId } from '#support/functions/values.ts';

/** Few values, in both cases, so that submissions overlap. */
const text = fc.constantFrom('CUST-1', 'cust-1', 'CUST-2', 'Cust-3', 'CUST-4', 'CUST-5', 'bad id!', '');
const lists = fc.array(fc.array(text, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 });

describe('submissions', () => {
  it('add each ID once and complete under any order, repetition and interleaving of events', async () => {
    await eventuallyHolds(
      fc.asyncProperty(lists, fc.array(fc.nat(), { maxLength: 12 }), fc.scheduler(), async (ids, again, scheduler) => {
        const runtime = submissionRuntime();
        const events = ids.map((_, index) => ({ submissionId: submissionId(index) }));
        for (const [index, list] of ids.entries()) await recordSubmission(runtime, submissionId(index), list);
        const repeated = again.flatMap((pick) => events.slice(pick % events.length).slice(0, 1));

        const deliveries = [...events, ...repeated].map((event) => deliver(interleaved(runtime, scheduler), event));
        await scheduler.waitFor(Promise.all(deliveries));

        const results = await Promise.all(
          events.map((event, index) => resultsOf(runtime, event, ids[index]?.length ?? 0)),
        );
        expectEachIdOnce(runtime, ids.flat(), results.flat());
      }),
    );
  });

  it('with the same Idempotency-Key create one submission under any interleaving', async () => {
    await eventuallyHolds(
      fc.asyncProperty(fc.integer({ min: 2, max: 8 }), fc.scheduler(), async (count, scheduler) => {
        const runtime = submissionRuntime();
        const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': 'k' };
        const request = () => proxyEvent({ body: '{"ids":["CUST-1"]}', headers });

        const handler = submit(interleaved(runtime, scheduler));
        const sent = Array.from({ length: count }, () => handler(request(), lambdaContext()));
        const responses = await scheduler.waitFor(Promise.all(sent));

        expect(new Set(responses.map(({ statusCode }) => statusCode))).to.deep.equal(new Set([202]));
        expect(new Set(responses.map(({ body }) => body)).size).to.equal(1);
        expect(responses.filter((response) => response.headers['Idempotency-Replayed'])).to.have.lengthOf(count - 1);
        expect(new Set(runtime.published.map((event) => event.submissionId)).size).to.equal(1);
      }),
    );
  });
});

/** Runs the store calls in an order chosen by the scheduler. */
function interleaved(runtime: SubmissionRuntime, scheduler: fc.Scheduler): SubmissionRuntime {
  const inTurn = <Store extends object>(store: Store): Store =>
    new Proxy(store, {
      get: (target, name, receiver) => {
        const call: unknown = Reflect.get(target, name, receiver);
        if (!(call instanceof Function)) return call;
        return async (...values: unknown[]) => {
          await scheduler.schedule(Promise.resolve());
          return Reflect.apply(call, target, values);
        };
      },
    });
  const { customerIds, submissions } = runtime.deps;
  const deps = { ...runtime.deps, customerIds: inTurn(customerIds), submissions: inTurn(submissions) };
  return { ...runtime, createDeps: () => deps };
}

interface Event {
  readonly submissionId: SubmissionId;
}

async function deliver(runtime: SubmissionRuntime, event: Event): Promise<void> {
  const checked = await validateId(runtime)(event, lambdaContext());
  const recorded = checked.validCount > 0 ? await addToTable(runtime)(checked, lambdaContext()) : checked;
  await logEvent(runtime)(recorded, lambdaContext());
}

async function resultsOf({ deps }: SubmissionRuntime, event: Event, count: number) {
  const submission = await deps.submissions.find(event.submissionId, deps.clock.now());
  if (submission?.status !== 'completed') throw new Error(`${event.submissionId} is not completed.`);
  const { results = [] } = toSubmissionBody(submission);
  expect(results).to.have.lengthOf(count);
  return results;
}

function expectEachIdOnce({ deps }: SubmissionRuntime, texts: readonly string[], results: readonly IdResult[]): void {
  const valid = texts.map((id) => id.toUpperCase()).filter((id) => id.startsWith('CUST-'));
  const expected = [...new Set(valid)].toSorted();
  const rows = deps.customerIds.rows();
  const added = results.filter(({ outcome }) => outcome === 'added');
  expect(rows.map(({ id }) => id).toSorted()).to.deep.equal(expected);
  expect(rows.map(({ history }) => history.map(({ action }) => action))).to.deep.equal(rows.map(() => ['added']));
  expect(added.map(({ id }) => id).toSorted()).to.deep.equal(expected);
}
