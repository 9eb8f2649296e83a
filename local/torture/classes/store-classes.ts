import { strict as assert } from 'node:assert';
import type { Fault, FaultMode, FaultWhen } from '#local/faults/scenario.ts';
import { checkResponse, get, put, remove, type SystemClass, type SystemContext } from './system-context.ts';

const first: FaultWhen = { nth: 1 };

const store = (mode: FaultMode<'endpoint'>, key: string, more: Partial<Fault> = {}): Fault => ({
  point: 'endpoint',
  mode,
  match: { key },
  ...more,
});

/** One failure: the request succeeds as if nothing had happened. */
const succeedsAfter = (id: string, mode: FaultMode<'endpoint'>): SystemClass => ({
  id,
  title: `one "${mode}" of the store: the first answer stays 201, and one row is written`,
  run: async (context, seed) => {
    const customerId = context.newId();
    context.inject(seed, store(mode, customerId, { match: { key: customerId, operation: 'PutItem' }, when: first }));
    checkResponse(await put(context, customerId), 201);
    assert.equal(context.injected(), 1);
    assert.equal((await context.readRow(customerId))?.version, 1);
  },
});

/** Every call fails: a clear error, and nothing is written. */
const failsDuring = (id: string, mode: FaultMode<'endpoint'>, status: number, attemptsMax = 12): SystemClass => ({
  id,
  title: `every call "${mode}": ${status} for reads and writes, and nothing is written`,
  run: async (context, seed) => {
    const customerId = context.newId();
    context.inject(seed, store(mode, customerId));
    const [written, read] = await Promise.all([put(context, customerId), get(context, customerId)]);
    checkResponse(written, status, ...(status === 503 ? [504] : []));
    checkResponse(read, status);
    assert(context.injected() <= attemptsMax, `${context.injected()} calls of the store`);
    context.faults.clear();
    assert.equal(await context.readRow(customerId), undefined);
    checkResponse(await put(context, customerId), 201);
  },
});

/** The store does not answer in time: the write says that its outcome is unknown, and counts at most once. */
const answersInTime = (id: string, mode: FaultMode<'endpoint'>): SystemClass => ({
  id,
  title: `every response "${mode}": writes are 504, 503 or a true 201, reads 503 or 504`,
  run: async (context, seed) => {
    const customerId = context.newId();
    context.inject(seed, store(mode, customerId));
    const [written, read] = await Promise.all([put(context, customerId), get(context, customerId)]);
    // 201 if the read-back found the write: an error response arrives.
    checkResponse(written, 201, 503, 504);
    // 404 if the response is short enough to arrive.
    checkResponse(read, 404, 503, 504);
    context.faults.clear();
    checkResponse(await put(context, customerId), 200, 201);
    assert.equal((await context.readRow(customerId))?.version, 1);
  },
});

const deletes = (id: string, mode: FaultMode<'endpoint'>): SystemClass => ({
  id,
  title: `"${mode}" after a DELETE was committed: 204, and the ID stays deleted`,
  run: async (context, seed) => {
    const customerId = context.newId();
    checkResponse(await put(context, customerId), 201);
    context.inject(seed, store(mode, customerId, { match: { key: customerId, operation: 'UpdateItem' }, when: first }));
    checkResponse(await remove(context, customerId), 204);
    assert.equal(context.injected(), 1);
    checkResponse(await get(context, customerId), 404);
  },
});

async function race(context: SystemContext): Promise<void> {
  const customerId = context.newId();
  const responses = await Promise.all(Array.from({ length: 64 }, () => put(context, customerId)));
  const statuses = responses.map((response) => checkResponse(response, 200, 201, 429, 503).status);
  assert.equal(statuses.filter((status) => status === 201).length, 1, statuses.join(' '));
  assert.equal((await context.readRow(customerId))?.version, 1);
}

async function refuseBeforeStore(context: SystemContext, seed: number): Promise<void> {
  context.inject(seed, { point: 'endpoint', mode: 'latency', argument: 0 });
  for (const id of ['a', 'x'.repeat(65), '-a', 'a%20b']) checkResponse(await put(context, id), 400);
  const { faults } = context;
  assert.equal(faults.decisions.filter(({ function: name }) => name?.endsWith('put-customer-id')).length, 0);
}

async function isolateHotId(context: SystemContext, seed: number): Promise<void> {
  const hot = context.newId();
  context.inject(seed, store('throttle', hot));
  const others = Array.from({ length: 8 }, () => context.newId());
  const [throttled, ...responses] = await Promise.all([hot, ...others].map((id) => put(context, id)));
  if (throttled) checkResponse(throttled, 503);
  for (const response of responses) checkResponse(response, 201);
}

async function readConsistently(context: SystemContext, seed: number): Promise<void> {
  const customerId = context.newId();
  context.inject(seed, store('stale', customerId));
  checkResponse(await get(context, customerId), 404);
  checkResponse(await put(context, customerId), 201);
  checkResponse(await get(context, customerId), 200);
  checkResponse(await remove(context, customerId), 204);
  checkResponse(await get(context, customerId), 404);
}

async function lookUpUnprocessed(context: SystemContext, seed: number): Promise<void> {
  const ids = Array.from({ length: 6 }, () => context.newId());
  for (const id of ids.slice(0, 3)) checkResponse(await put(context, id), 201);
  const fault = { point: 'endpoint', mode: 'unprocessed-keys', match: { operation: 'BatchGetItem' } } as const;
  context.inject(seed, { ...fault, when: first });
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'POST', path: '/lookups', headers, body: JSON.stringify({ ids }) };
  const { results } = JSON.parse(checkResponse(await context.send(request), 200).text);
  assert.equal(context.injected(), 1);
  assert.deepEqual(
    results.map(({ id }: { readonly id: string }) => id),
    ids,
  );
  context.inject(seed, fault);
  checkResponse(await context.send(request), 200, 503);
}

export const storeClasses: readonly SystemClass[] = [
  succeedsAfter('D1', 'throttle'),
  failsDuring('D2', 'throttle', 503),
  succeedsAfter('D3-500', 'error-500'),
  succeedsAfter('D3-503', 'error-503'),
  failsDuring('D3-always', 'error-503', 503),
  succeedsAfter('D4', 'drop-before'),
  failsDuring('D4-always', 'drop-before', 503),
  succeedsAfter('D5', 'drop-after'),
  deletes('D5-delete', 'drop-after'),
  succeedsAfter('D6-truncate', 'truncate'),
  succeedsAfter('D6-garbage', 'garbage'),
  deletes('D6-delete', 'garbage'),
  answersInTime('D7-before-headers', 'hang-before-headers'),
  answersInTime('D7-after-headers', 'hang-after-headers'),
  succeedsAfter('D8-latency', 'latency'),
  answersInTime('D8-drip', 'drip'),
  { id: 'D9', title: '64 racing PUTs of one ID: one 201 and one row', run: race },
  { id: 'D10', title: 'invalid IDs are refused before the store is called', run: refuseBeforeStore },
  failsDuring('D11', 'deny', 500, 2),
  { id: 'D12', title: 'a throttled hot ID does not affect other IDs', run: isolateHotId },
  { id: 'D13', title: 'stale reads of the store: a GET still sees every earlier write', run: readConsistently },
  succeedsAfter('D14', 'skew'),
  { id: 'D15', title: 'UnprocessedKeys: a lookup still returns every ID, or 503', run: lookUpUnprocessed },
];
