import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { SubmissionRequest } from '#domain/submission.ts';
import type { SubmissionId } from '#domain/submission-id.ts';
import { createHandler as addToTable } from '#handlers/add-to-table.ts';
import { createHandler as deleteCustomerId } from '#handlers/delete-customer-id.ts';
import { createHandler as deleteFromTable } from '#handlers/delete-from-table.ts';
import { createHandler as logEvent } from '#handlers/log-event.ts';
import { createHandler as putCustomerId } from '#handlers/put-customer-id.ts';
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

/** By another client or submission, between an import and its undo. */
interface OtherWrite {
  readonly id: string;
  readonly kind: 'put' | 'delete' | 'submit';
}
const otherWrites = fc.array(
  fc.record<OtherWrite>({
    id: fc.constantFrom('CUST-1', 'CUST-2', 'CUST-3', 'CUST-4'),
    kind: fc.constantFrom('put', 'delete', 'submit'),
  }),
  { maxLength: 12 },
);

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

  it('delete each ID once and complete under any order, repetition and interleaving of events', async () => {
    await eventuallyHolds(
      fc.asyncProperty(lists, fc.array(fc.nat(), { maxLength: 12 }), fc.scheduler(), async (ids, again, scheduler) => {
        const runtime = submissionRuntime();
        const adding = submissionId(200);
        await recordSubmission(runtime, adding, ['CUST-1', 'CUST-2', 'CUST-3']);
        await deliver(runtime, { submissionId: adding });
        const events = ids.map((_, index) => ({ submissionId: submissionId(index) }));
        for (const [index, list] of ids.entries()) {
          await recordSubmission(runtime, submissionId(index), list, { action: 'delete', addedBy: adding });
        }
        const repeated = again.flatMap((pick) => events.slice(pick % events.length).slice(0, 1));

        const deliveries = [...events, ...repeated].map((event) => deliver(interleaved(runtime, scheduler), event));
        await scheduler.waitFor(Promise.all(deliveries));

        const results = await Promise.all(
          events.map((event, index) => resultsOf(runtime, event, ids[index]?.length ?? 0)),
        );
        expectEachDeletedOnce(runtime, ids.flat(), results.flat());
      }),
    );
  });

  it('undo an import: they delete what it added and nothing has changed since, and nothing more when delivered again', async () => {
    const imported = fc.array(text, { minLength: 1, maxLength: 8 });
    await eventuallyHolds(
      fc.asyncProperty(imported, otherWrites, otherWrites, async (list, before, after) => {
        const runtime = submissionRuntime();
        const { customerIds } = runtime.deps;
        const [adding, undoing] = [submissionId(1, 1), submissionId(1, 3)];
        await writeAll(runtime, before, 0);
        await process(runtime, adding, list);
        const added = customerIds.rows().filter((row) => 'submissionId' in row && row.submissionId === adding);
        await writeAll(runtime, after, 2);
        const current = customerIds.rows();
        await process(runtime, undoing, list, { action: 'delete', addedBy: adding });
        const results = await resultsOf(runtime, { submissionId: undoing }, list.length);
        const undone = customerIds.rows();
        await writeAll(runtime, before, 4);
        const later = customerIds.rows();
        await deliver(runtime, { submissionId: undoing });

        const untouched = current.filter((row) => added.includes(row)).map(({ id }) => id);
        const deleted = results.flatMap(({ id, outcome }) => (outcome === 'deleted' ? [id] : []));
        expect(deleted.toSorted()).to.deep.equal(untouched.toSorted());
        expect(undone.filter((row) => !current.includes(row)).map(({ id }) => id)).to.have.members(untouched);
        expect(undone.filter(({ id, state }) => deleted.includes(id) && state !== 'deleted')).to.deep.equal([]);
        for (const { id, outcome } of results.filter((result) => result.outcome === 'changed'))
          expect(current.find((row) => row.id === id)?.state, outcome).to.equal('active');
        expect(customerIds.rows()).to.deep.equal(later);
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
  const write = checked.action === 'add' ? addToTable(runtime) : deleteFromTable(runtime);
  const recorded = checked.validCount > 0 ? await write(checked, lambdaContext()) : checked;
  await logEvent(runtime)(recorded, lambdaContext());
}

async function process(
  runtime: SubmissionRuntime,
  id: SubmissionId,
  ids: readonly string[],
  request: Partial<SubmissionRequest> = {},
): Promise<void> {
  await recordSubmission(runtime, id, ids, request);
  await deliver(runtime, { submissionId: id });
}

/** The submissions are received at that millisecond, which makes their IDs unique. */
async function writeAll(runtime: SubmissionRuntime, writes: readonly OtherWrite[], millis: number): Promise<void> {
  for (const [index, { id, kind }] of writes.entries()) {
    if (kind === 'submit') await process(runtime, submissionId(index, millis), [id]);
    else await writeDirectly(runtime, kind, id);
  }
}

async function writeDirectly(runtime: SubmissionRuntime, kind: 'put' | 'delete', id: string): Promise<void> {
  const write = kind === 'put' ? putCustomerId(runtime) : deleteCustomerId(runtime);
  await write(proxyEvent({ pathParameters: { id } }), lambdaContext());
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

function expectEachDeletedOnce({ deps }: SubmissionRuntime, texts: readonly string[], results: readonly IdResult[]) {
  const submitted = new Set(texts.map((text) => text.toUpperCase()));
  const expected = ['CUST-1', 'CUST-2', 'CUST-3'].filter((id) => submitted.has(id));
  const rows = deps.customerIds.rows();
  expect(results.flatMap(({ id, outcome }) => (outcome === 'deleted' ? [id] : [])).toSorted()).to.deep.equal(expected);
  expect(
    rows
      .filter(({ state }) => state === 'deleted')
      .map(({ id }) => id)
      .toSorted(),
  ).to.deep.equal(expected);
  for (const { state, history } of rows) expect(history).to.have.lengthOf(state === 'deleted' ? 2 : 1);
}
