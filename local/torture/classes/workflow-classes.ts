import { strict as assert } from 'node:assert';
import type { Fault, FaultMode } from '#local/faults/scenario.ts';
import { submit, waitForStatus, waitUntilCompleted } from '#support/local/submissions.ts';
import { expectAdded, newIds, outcomesOf } from './submission-support.ts';
import { checkResponse, get, type SystemClass, type SystemContext } from './system-context.ts';

const invocation = (name: string, mode: FaultMode<'invocation'>, argument?: string): Fault => ({
  point: 'invocation',
  mode,
  match: { function: name },
  when: { nth: 1 },
  ...(argument && { argument }),
});

const retries = (id: string, what: string, ...faults: readonly Fault[]): SystemClass => ({
  id,
  title: `${what}: the workflow retries, and each ID is added once`,
  run: async (context, seed) => {
    await expectAdded(context, seed, ...faults);
  },
});

async function undoTwice(context: SystemContext, seed: number): Promise<void> {
  const ids = newIds(context, 3);
  const added = await submit(context.send, ids);
  await waitUntilCompleted(context.send, added);
  context.inject(seed, invocation('delete-from-table', 'timeout-after'));
  const undo = await submit(context.send, ids, { action: 'delete', addedBy: added });
  assert.deepEqual(
    outcomesOf(await waitUntilCompleted(context.send, undo)),
    ids.map(() => 'deleted'),
  );
  assert.equal(context.injected(), 1);
  for (const id of ids) checkResponse(await get(context, id), 404);
}

async function retryFailed(context: SystemContext, seed: number): Promise<void> {
  const ids = newIds(context, 2);
  context.inject(seed, invocation('add-to-table', 'error', 'TypeError'));
  const submissionId = await submit(context.send, ids);
  await waitForStatus(context.send, submissionId, 'failed');
  const retry = { method: 'POST', path: `/submissions/${submissionId}/retry` };
  context.inject(seed, { point: 'endpoint', mode: 'drop-after', match: { operation: 'PutEvents' }, when: { nth: 1 } });
  checkResponse(await context.send(retry), 202);
  assert.deepEqual(outcomesOf(await waitUntilCompleted(context.send, submissionId)), ['added', 'added']);
}

async function refuseInvalid(context: SystemContext): Promise<void> {
  const [id = ''] = newIds(context, 1);
  const submission = await waitUntilCompleted(
    context.send,
    await submit(context.send, [id, id.toLowerCase(), 'not valid!']),
  );
  assert.deepEqual(outcomesOf(submission), ['added', 'existing', 'invalid']);
}

/** The event of the failed execution goes to log-event asynchronously, and to the dead letters after its retries. */
async function loseStatusChange(context: SystemContext, seed: number): Promise<void> {
  const error = { point: 'invocation', mode: 'error', argument: 'TypeError' } as const;
  context.inject(
    seed,
    { ...error, match: { function: 'add-to-table' } },
    { ...error, match: { function: 'log-event' }, when: { window: [1, 3] } },
  );
  const submissionId = await submit(context.send, newIds(context, 1));
  await waitForStatus(context.send, submissionId, ['failed', 'received']);
  context.faults.clear();
  await context.publish(JSON.stringify({ submissionId }));
  assert.deepEqual(outcomesOf(await waitUntilCompleted(context.send, submissionId)), ['added']);
}

async function nameClient(context: SystemContext, seed: number): Promise<void> {
  const [id = ''] = newIds(context, 1);
  context.inject(seed, {
    point: 'endpoint',
    mode: 'drop-after',
    match: { operation: 'PutItem', key: id },
    when: { nth: 1 },
  });
  checkResponse(await context.send({ method: 'PUT', path: `/customer-ids/${id}` }), 201);
  assert.deepEqual(
    (await context.readRow(id))?.history.map(({ client }) => client),
    ['page'],
  );
}

/** The first call, and others at random. */
const store = (mode: FaultMode<'endpoint'>): readonly Fault[] =>
  [{ nth: 1 }, { probability: 0.4 }].map((when) => ({
    point: 'endpoint',
    mode,
    match: { function: 'add-to-table', operation: 'PutItem' },
    when,
  }));

export const workflowClasses: readonly SystemClass[] = [
  retries('G1', 'a transient error of a step', invocation('add-to-table', 'error', 'Lambda.ServiceException')),
  retries('G1-throttle', 'a throttled step', invocation('validate-id', 'throttle')),
  retries('G2', 'a step that times out after its writes', invocation('add-to-table', 'timeout-after')),
  retries('G2-lost', 'lost responses of the store in a step', ...store('drop-after')),
  { id: 'G3', title: 'invalid and repeated IDs get their own outcomes, without a retry', run: refuseInvalid },
  retries('G4', 'a log-event that fails once', invocation('log-event', 'error', 'Lambda.ServiceException')),
  retries('G5', 'a store that throttles writes', ...store('throttle')),
  { id: 'K1', title: 'an undo whose step times out after its deletions: each ID is deleted once', run: undoTwice },
  {
    id: 'K2',
    title: 'a retry of a failed submission whose event is sent twice: each ID is added once',
    run: retryFailed,
  },
  {
    id: 'K3',
    title: 'a failed execution that log-event cannot record: redriven, its IDs are added once',
    run: loseStatusChange,
  },
  { id: 'K4', title: 'a write whose answer was lost names its client once', run: nameClient },
];
