import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { IdResult } from '#domain/submission.ts';
import { handlerIn as addToTable } from '#handlers/add-to-table.ts';
import { handlerIn as logEvent } from '#handlers/log-event.ts';
import { handlerIn as submit } from '#handlers/submit-customer-ids.ts';
import { handlerIn as validateId } from '#handlers/validate-id.ts';
import type { SubmittedIds } from '#ports.ts';
import { eventuallyHolds } from '#support/functions/property.ts';
import { invocation, proxyEvent } from '#support/functions/proxy-event.ts';
import { type SubmissionWorld, submissionWorld } from '#support/functions/submission-runtime.ts';
import { submissionId } from '#support/functions/values.ts';

/** Few, and in both cases, so that submissions overlap. */
const text = fc.constantFrom('CUST-1', 'cust-1', 'CUST-2', 'Cust-3', 'CUST-4', 'CUST-5', 'bad id!', '');
const lists = fc.array(fc.array(text, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 });

describe('submissions, whatever the bus does', () => {
  it('add each ID once and complete: in any order, any number of times, in any interleaving', async () => {
    await eventuallyHolds(
      fc.asyncProperty(lists, fc.array(fc.nat(), { maxLength: 12 }), fc.scheduler(), async (ids, again, scheduler) => {
        const world = submissionWorld();
        const events = ids.map((list, index) => ({ submissionId: submissionId(index), ids: list }));
        const repeated = again.flatMap((pick) => events.slice(pick % events.length).slice(0, 1));

        const deliveries = [...events, ...repeated].map((event) => deliver(interleaved(world, scheduler), event));
        await scheduler.waitFor(Promise.all(deliveries));

        const results = await Promise.all(events.map((event) => resultsOf(world, event)));
        expectEachIdOnce(world, ids.flat(), results.flat());
      }),
    );
  });

  it('of one key are one submission, whatever the interleaving', async () => {
    await eventuallyHolds(
      fc.asyncProperty(fc.integer({ min: 2, max: 8 }), fc.scheduler(), async (count, scheduler) => {
        const world = submissionWorld();
        const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': 'k' };
        const request = () => proxyEvent({ body: '{"ids":["CUST-1"]}', headers });

        const handler = submit(interleaved(world, scheduler));
        const sent = Array.from({ length: count }, () => handler(request(), invocation()));
        const answers = await scheduler.waitFor(Promise.all(sent));

        expect(new Set(answers.map(({ statusCode }) => statusCode))).to.deep.equal(new Set([202]));
        expect(new Set(answers.map(({ body }) => body)).size).to.equal(1);
        expect(answers.filter((answer) => answer.headers['Idempotency-Replayed'])).to.have.lengthOf(count - 1);
        expect(new Set(world.published.map((event) => event.submissionId)).size).to.equal(1);
      }),
    );
  });
});

/** The same world, but every call on a table waits for a turn that the scheduler gives in an order of its own. */
function interleaved(world: SubmissionWorld, scheduler: fc.Scheduler): SubmissionWorld {
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
  const { customerIds, submissions } = world.ports;
  const ports = { ...world.ports, customerIds: inTurn(customerIds), submissions: inTurn(submissions) };
  return { ...world, open: () => ports };
}

async function deliver(world: SubmissionWorld, event: SubmittedIds): Promise<void> {
  const checked = await validateId(world)(event, invocation());
  const recorded = checked.validCount > 0 ? await addToTable(world)(checked, invocation()) : checked;
  await logEvent(world)(recorded, invocation());
}

async function resultsOf({ ports }: SubmissionWorld, event: SubmittedIds): Promise<readonly IdResult[]> {
  const submission = await ports.submissions.find(event.submissionId, ports.clock.now());
  if (submission?.status !== 'completed') throw new Error(`${event.submissionId} is not completed.`);
  expect(submission.results).to.have.lengthOf(event.ids.length);
  return submission.results;
}

function expectEachIdOnce({ ports }: SubmissionWorld, texts: readonly string[], results: readonly IdResult[]): void {
  const valid = texts.map((id) => id.toUpperCase()).filter((id) => id.startsWith('CUST-'));
  const expected = [...new Set(valid)].toSorted();
  const rows = ports.customerIds.rows();
  const added = results.filter(({ outcome }) => outcome === 'added');
  expect(rows.map(({ id }) => id).toSorted()).to.deep.equal(expected);
  expect(rows.map(({ history }) => history.map(({ action }) => action))).to.deep.equal(rows.map(() => ['added']));
  expect(added.map(({ id }) => id).toSorted()).to.deep.equal(expected);
}
