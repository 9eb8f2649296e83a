import { strict as assert } from 'node:assert';
import type { Fault } from '#local/faults/scenario.ts';
import type { HttpResponse } from '#support/local/http-client.ts';
import { seededRandom } from '#support/local/seeded-random.ts';
import { findViolations, type RequestedWrite } from '#torture/oracles/acknowledgements.ts';
import { checkKeys, type Effect, type Operation } from '#torture/oracles/linearizability.ts';
import { checkResponse, get, put, remove, type SystemClass, type SystemContext } from './system-context.ts';

const clients = 8;
const operationsPerClient = 25;
const idCount = 4;

/**
 * Without hanging responses, which take seconds each, and without requests that are invoked twice: a PUT that finds the
 * ID and changes nothing leaves no token, so its second run adds the ID if it was deleted meanwhile. Both have classes.
 */
const menu: readonly Fault[] = [
  ...(['throttle', 'error-500', 'error-503', 'drop-before', 'drop-after', 'truncate', 'garbage'] as const).map(
    (mode) => ({ point: 'endpoint', mode }) as const,
  ),
  { point: 'endpoint', mode: 'latency', argument: 40 },
  ...(['error', 'crash', 'malformed', 'throttle'] as const).map((mode) => ({ point: 'invocation', mode }) as const),
  { point: 'invocation', mode: 'latency', argument: 40 },
];

/** All requests of the run, for the checks after it. */
interface Record {
  readonly operations: Operation[];
  readonly writes: RequestedWrite[];
}

type Kind = 'put' | 'delete' | 'get';

export const randomPairs: SystemClass = {
  id: 'PAIRS',
  title: `${clients * operationsPerClient} operations on ${idCount} IDs under two random faults: linearizable, nothing lost, doubled or invented`,
  run: async (context, seed) => {
    const random = seededRandom(seed);
    const ids = Array.from({ length: idCount }, context.newId);
    const record: Record = { operations: [], writes: [] };
    context.inject(seed, pickFault(random), pickFault(random));
    await Promise.all(Array.from({ length: clients }, () => runClient(context, random, ids, record)));
    context.faults.clear();
    for (const [key, verdict] of checkKeys(record.operations))
      assert.equal(verdict.kind, 'ok', `${key}: ${'explanation' in verdict ? verdict.explanation : verdict.kind}`);
    assert.deepEqual(findViolations({ writes: record.writes, submissions: [] }, await readRows(context, ids)), []);
  },
};

const pick = <Item>(items: readonly Item[], random: () => number): Item => {
  const item = items[Math.floor(random() * items.length)];
  assert(item !== undefined, 'nothing to pick from');
  return item;
};

const pickFault = (random: () => number): Fault => ({
  ...pick(menu, random),
  when: { probability: 0.05 + random() * 0.25 },
});

async function runClient(context: SystemContext, random: () => number, ids: readonly string[], record: Record) {
  const send = { put, delete: remove, get };
  for (let nth = 0; nth < operationsPerClient; nth += 1) {
    const kind = pick<Kind>(['put', 'delete', 'get'], random);
    const id = pick(ids, random);
    const calledAt = performance.now();
    const response = checkResponse(await send[kind](context, id), 200, 201, 204, 404, 429, 500, 502, 503, 504);
    note(record, { id, kind, calledAt, response });
  }
}

interface Exchange {
  readonly id: string;
  readonly kind: Kind;
  readonly calledAt: number;
  readonly response: HttpResponse;
}

function note({ operations, writes }: Record, { id, kind, calledAt, response }: Exchange): void {
  const effect = toEffect(kind, response.status);
  if (!effect) return;
  const isUnknown = effect.result === 'unknown';
  operations.push({
    key: id,
    calledAt,
    returnedAt: isUnknown ? Number.POSITIVE_INFINITY : performance.now(),
    ...effect,
  });
  if (kind === 'get' || (!isUnknown && !['created', 'deleted'].includes(effect.result))) return;
  const token = response.headers['x-amz-apigw-id'];
  writes.push({
    id,
    action: kind === 'put' ? 'added' : 'deleted',
    outcome: isUnknown ? 'unknown' : 'acknowledged',
    ...(typeof token === 'string' && { token }),
  });
}

/** Undefined for a failed read, and for a write that was refused: with 429 and 503 nothing was written. */
function toEffect(kind: Kind, status: number): Effect | undefined {
  if (status === 429 || status === 503) return undefined;
  if (kind === 'get') return readEffects.get(status);
  if (status >= 500) return { kind, result: 'unknown' };
  if (kind === 'put') return { kind, result: status === 201 ? 'created' : 'existing' };
  return { kind, result: status === 204 ? 'deleted' : 'missing' };
}

const readEffects: ReadonlyMap<number, Effect> = new Map([
  [200, { kind: 'get', result: 'found' }],
  [404, { kind: 'get', result: 'missing' }],
]);

async function readRows({ readRow }: SystemContext, ids: readonly string[]) {
  const rows = await Promise.all(ids.map(readRow));
  return rows.filter((row) => row !== undefined);
}
