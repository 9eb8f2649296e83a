import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { applyOperation, checkKey, checkKeys, type Effect, type Operation } from '#torture/oracles/linearizability.ts';

/** `LINEARIZABILITY_HISTORIES=200000` for more, `FC_SEED` to repeat a run. */
const histories = Number(process.env['LINEARIZABILITY_HISTORIES'] ?? 100_000);
const seed = process.env['FC_SEED'];
const parameters = { numRuns: histories, ...(seed ? { seed: Number(seed) } : {}) };

const unknown = Number.POSITIVE_INFINITY;

const operation = (calledAt: number, returnedAt: number, effect: Effect, key = 'CUST-1'): Operation => ({
  key,
  calledAt,
  returnedAt,
  ...effect,
});

/** Tries every order and every subset of the unknown outcomes, without any memory. */
function isLinearizable(remaining: readonly Operation[], version = 0): boolean {
  if (remaining.every(({ returnedAt }) => returnedAt === unknown)) return true;
  return remaining.some((candidate) => {
    const rest = remaining.filter((other) => other !== candidate);
    if (rest.some(({ returnedAt }) => returnedAt < candidate.calledAt)) return false;
    const next = applyOperation(version, candidate);
    return next !== undefined && isLinearizable(rest, next);
  });
}

interface Draft {
  readonly kind: 'put' | 'delete' | 'get';
  readonly calledAt: number;
  readonly length: number;
  readonly pointAt: number;
  readonly ifMatch: number | undefined;
  readonly showsVersion: boolean;
  readonly outcome: 'known' | 'unknown' | 'unknown, not applied';
}

const draft = fc.record<Draft>({
  kind: fc.constantFrom('put', 'delete', 'get'),
  calledAt: fc.integer({ min: 0, max: 12 }),
  length: fc.integer({ min: 1, max: 8 }),
  pointAt: fc.double({ min: 0, max: 1, noNaN: true }),
  ifMatch: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 3 }),
  showsVersion: fc.boolean(),
  outcome: fc.constantFrom('known', 'known', 'known', 'known', 'unknown', 'unknown, not applied'),
});
const drafts = fc.array(draft, { minLength: 2, maxLength: 7 });

/** The results of a correct system, in which each operation takes effect at its point. */
function runDrafts(list: readonly Draft[]): readonly Operation[] {
  let version = 0;
  const at = ({ calledAt, length, pointAt }: Draft) => calledAt + length * pointAt;
  return list
    .toSorted((a, b) => at(a) - at(b))
    .map((one) => {
      const effect = toEffect(one, version);
      const isKnown = one.outcome === 'known' || one.kind === 'get';
      const done = operation(one.calledAt, isKnown ? one.calledAt + one.length : unknown, effect);
      if (isKnown || one.outcome === 'unknown') version = applyOperation(version, done) ?? version;
      return done;
    });
}

function toEffect(one: Draft, version: number): Effect {
  const isActive = version % 2 === 1;
  const shown = one.showsVersion ? { version: isActive ? version : version + 1 } : {};
  switch (one.kind) {
    case 'get':
      return isActive ? { kind: 'get', result: 'found', ...shown } : { kind: 'get', result: 'missing' };
    case 'put':
      if (one.outcome !== 'known') return { kind: 'put', result: 'unknown' };
      return { kind: 'put', result: isActive ? 'existing' : 'created', ...shown };
    case 'delete':
      return toDeletion(one, isActive, version);
  }
}

function toDeletion({ outcome, ifMatch }: Draft, isActive: boolean, version: number): Effect {
  const condition = ifMatch === undefined ? {} : { ifMatch };
  if (outcome !== 'known') return { kind: 'delete', result: 'unknown', ...condition };
  if (!isActive) return { kind: 'delete', result: 'missing', ...condition };
  return { kind: 'delete', result: (ifMatch ?? version) === version ? 'deleted' : 'changed', ...condition };
}

const reversed = { created: 'existing', existing: 'created' } as const;

/** Reverses the result of one operation, which leaves some histories legal. */
function corrupt(history: readonly Operation[], index: number): readonly Operation[] {
  return history.map((one, position) => (position === index % history.length ? reverse(one) : one));
}

function reverse(one: Operation): Operation {
  if (one.result === 'unknown') return one;
  if (one.kind === 'put') return { ...one, result: reversed[one.result] };
  if (one.kind === 'get') return { ...one, result: one.result === 'missing' ? 'found' : 'missing' };
  return { ...one, result: one.result === 'missing' ? 'deleted' : 'missing' };
}

const kindOf = (history: readonly Operation[]) => checkKey(history).kind;

describe('the linearizability checker', () => {
  it(`agrees with a search of all orders on ${histories} small histories, legal and illegal`, () => {
    const counts = { ok: 0, violation: 0, undecided: 0 };
    fc.assert(
      fc.property(drafts, fc.nat(), fc.boolean(), (list, index, isCorrupted) => {
        const legal = runDrafts(list);
        const history = isCorrupted ? corrupt(legal, index) : legal;
        const verdict = kindOf(history);
        counts[verdict] += 1;
        expect(verdict).to.equal(isLinearizable(history) ? 'ok' : 'violation');
        if (!isCorrupted) expect(verdict).to.equal('ok');
      }),
      parameters,
    );
    expect(counts.ok).to.be.greaterThan(histories / 5);
    expect(counts.violation).to.be.greaterThan(histories / 20);
  });

  it('accepts concurrent and unknown operations that some order explains', () => {
    const created = operation(0, 10, { kind: 'put', result: 'created', version: 1 });
    const lost = operation(0, unknown, { kind: 'put', result: 'unknown' });
    const legal: Operation[][] = [
      [created, operation(0, 10, { kind: 'get', result: 'missing' })],
      [created, operation(0, 10, { kind: 'put', result: 'existing', version: 1 })],
      [
        lost,
        operation(20, 30, { kind: 'get', result: 'missing' }),
        operation(40, 50, { kind: 'get', result: 'found' }),
      ],
      [lost, operation(20, 30, { kind: 'get', result: 'missing' })],
      [created, operation(20, 30, { kind: 'delete', result: 'changed', ifMatch: 2 })],
    ];

    expect(legal.map(kindOf)).to.deep.equal(legal.map(() => 'ok'));
  });

  it('flags a lost write, two winners, a phantom, a stale read, a false conflict and an effect that applies twice', () => {
    const created = operation(0, 10, { kind: 'put', result: 'created', version: 1 });
    const deleted = operation(20, 30, { kind: 'delete', result: 'deleted' });
    const lost = operation(0, unknown, { kind: 'put', result: 'unknown' });
    const illegal: Operation[][] = [
      [created, operation(20, 30, { kind: 'get', result: 'missing' })],
      [created, operation(5, 15, { kind: 'put', result: 'created', version: 1 })],
      [operation(0, 10, { kind: 'get', result: 'found', version: 1 })],
      [created, deleted, operation(40, 50, { kind: 'get', result: 'found', version: 1 })],
      [created, operation(20, 30, { kind: 'delete', result: 'changed', ifMatch: 1 })],
      [
        lost,
        operation(20, 30, { kind: 'delete', result: 'deleted' }),
        operation(40, 50, { kind: 'get', result: 'found' }),
      ],
      [created, deleted, operation(40, 50, { kind: 'put', result: 'created', version: 1 })],
    ];

    expect(illegal.map(kindOf)).to.deep.equal(illegal.map(() => 'violation'));
  });

  it('explains a violation by the result, the possible versions and the operations around it', () => {
    const history = [
      operation(0, 10, { kind: 'put', result: 'created', version: 1 }),
      operation(15, unknown, { kind: 'delete', result: 'unknown' }),
      operation(20, 30, { kind: 'get', result: 'found', version: 3 }),
    ];

    expect(checkKey(history)).to.deep.equal({
      kind: 'violation',
      explanation: [
        'CUST-1: no order explains "get found 3 20–30". Version before: 1.',
        '  concurrent: delete unknown',
        '  last results before: put created 1 0–10',
      ].join('\n'),
    });
  });

  it('decides long histories with many unknown outcomes, and reports the one key that it cannot decide', () => {
    const many = Array.from({ length: 400 }, (_, index) => {
      const returnedAt = index % 7 === 0 ? unknown : index * 10 + 80;
      return operation(index * 10, returnedAt, alternate(Math.floor(index / 5) + 1, returnedAt), `CUST-${index % 5}`);
    });
    const wide = Array.from({ length: 24 }, (_, index) => operation(0, 10, alternate(index, 10), 'WIDE'));

    const verdicts = [...checkKeys([...many, ...wide], 1_000)].map(([key, { kind }]) => `${key} ${kind}`);

    expect(verdicts).to.deep.equal([...Array.from({ length: 5 }, (_, n) => `CUST-${n} ok`), 'WIDE undecided']);
  });
});

function alternate(nth: number, returnedAt: number): Effect {
  const isUnknown = returnedAt === unknown;
  if (nth % 2 === 1) return { kind: 'put', result: isUnknown ? 'unknown' : 'created' };
  return { kind: 'delete', result: isUnknown ? 'unknown' : 'deleted' };
}
