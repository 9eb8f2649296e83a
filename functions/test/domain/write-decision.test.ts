import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ActiveRow, CustomerIdRow, DeletedRow, Origin } from '#domain/customer-id-row.ts';
import { type Decision, decideAddition, decideRemoval } from '#domain/write-decision.ts';
import { at, byApi, bySubmission, customerId, submissionId, writeToken } from '#support/functions/values.ts';

const id = customerId('CUST-001');
const day = 86_400_000;
const ulid = '01KDVDNJ00ABCDEFGHJKMNPQRS';

const add = (row: CustomerIdRow | undefined, origin: Origin, millis: number) =>
  decideAddition({ id, origin, at: at(millis) }, row);
const remove = (row: CustomerIdRow | undefined, origin: Origin, millis: number, retentionDays = 30) =>
  decideRemoval({ id, origin, at: at(millis), retentionDays }, row);

function written(decision: Decision<unknown>): CustomerIdRow {
  if (decision.kind === 'return') throw new Error('Nothing would be written.');
  return decision.row;
}

function activeRow(decision: Decision<unknown>): ActiveRow {
  const row = written(decision);
  if (row.state !== 'active') throw new Error('The row would be deleted.');
  return row;
}

function deletedRow(decision: Decision<unknown>): DeletedRow {
  const row = written(decision);
  if (row.state !== 'deleted') throw new Error('The row would be active.');
  return row;
}

const added = written(add(undefined, byApi('a'), 1));
const buried = deletedRow(remove(added, byApi('b', 'billing'), 2));
const addedAgain = activeRow(add(buried, bySubmission(ulid), 3));

describe('decideAddition', () => {
  it('creates a row for a new ID', () => {
    const entry = { at: '2026-01-01T00:00:00.001Z', action: 'added', source: 'api', client: 'page' };

    expect(add(undefined, byApi('a'), 1)).to.deep.equal({
      kind: 'write',
      expectedVersion: 'absent',
      row: {
        id,
        state: 'active',
        shard: '2',
        createdAt: entry.at,
        source: 'api',
        client: 'page',
        version: 1,
        writeToken: 'a',
        history: [{ ...entry, token: 'a' }],
        tokens: [],
      },
      value: {
        outcome: 'added',
        record: { id, createdAt: entry.at, source: 'api', client: 'page', version: 1, history: [entry] },
      },
    });
  });

  it('names the client of each change, and none for the changes of an earlier build', () => {
    const first = written(add(undefined, { source: 'submission', submissionId: ulid, token: writeToken(ulid) }, 1));
    const second = written(remove(first, byApi('b', 'billing'), 2));
    const third = activeRow(add(second, bySubmission(submissionId(7), 'audit'), 3));

    expect(third.history.map(({ client }) => client)).to.deep.equal([undefined, 'billing', 'audit']);
    expect(third.client).to.equal('audit');
    expect(first.history[0]).not.to.have.property('client');
    expect(add(first, byApi('x'), 4).value.record).not.to.have.property('client');
  });

  it('does not change an active row', () => {
    const decision = add(added, byApi('other'), 9);

    expect(decision).to.deep.include({ kind: 'return' });
    expect(decision.value).to.deep.include({ outcome: 'existing' });
    expect(decision.value.record.version).to.equal(1);
  });

  it('re-adds a deleted ID with its history and the expected version', () => {
    const decision = add(buried, bySubmission(ulid), 3);

    expect(decision).to.deep.include({ kind: 'write', expectedVersion: 2 });
    expect(decision.value.record).to.deep.equal({
      id,
      createdAt: '2026-01-01T00:00:00.003Z',
      firstAddedAt: '2026-01-01T00:00:00.001Z',
      source: 'submission',
      submissionId: ulid,
      client: 'page',
      version: 3,
      history: [
        { at: '2026-01-01T00:00:00.001Z', action: 'added', source: 'api', client: 'page' },
        { at: '2026-01-01T00:00:00.002Z', action: 'deleted', source: 'api', client: 'billing' },
        { at: '2026-01-01T00:00:00.003Z', action: 'added', source: 'submission', submissionId: ulid, client: 'page' },
      ],
    });
  });

  it('keeps the time of the first addition when an ID is deleted and added again more often than its history is long', () => {
    let row: CustomerIdRow | undefined;
    for (let change = 0; change < 61; change++) {
      const origin = byApi(String(change));
      row = written(change % 2 === 0 ? add(row, origin, change) : remove(row, origin, change));
    }

    expect(row).to.deep.include({
      createdAt: '2026-01-01T00:00:00.060Z',
      firstAddedAt: '2026-01-01T00:00:00.000Z',
    });
  });

  it('takes the first addition from the history of rows that an earlier build has written', () => {
    const { createdAt, ...oldTombstone } = buried;
    const { firstAddedAt, ...oldRow } = addedAgain;

    const restored = written(add(oldTombstone, byApi('c'), 3));
    const shown = add(oldRow, byApi('d'), 4).value.record;

    expect(restored).to.include({ firstAddedAt: '2026-01-01T00:00:00.001Z' });
    expect(shown).to.include({ createdAt: '2026-01-01T00:00:00.003Z', firstAddedAt: '2026-01-01T00:00:00.001Z' });
  });

  it('forgets the first addition when the tombstone has expired or was purged', () => {
    const purged = written(remove(added, byApi('b'), 2, 0));

    const records = [add(buried, byApi('c'), 31 * day), add(purged, byApi('c'), 3)].map(({ value }) => value.record);

    expect(records.map(({ firstAddedAt }) => firstAddedAt)).to.deep.equal([undefined, undefined]);
  });

  it('recognizes its own lost write and returns the original result despite later changes', () => {
    const decision = add(addedAgain, byApi('a'), 1);

    expect(decision.kind).to.equal('return');
    expect(decision.value).to.deep.equal(add(undefined, byApi('a'), 1).value);
  });

  it('recognizes its own write in a purged row', () => {
    const stub = written(remove(added, byApi('b'), 2, 0));

    expect(add(stub, byApi('a'), 1)).to.deep.equal({ kind: 'return', value: add(undefined, byApi('a'), 1).value });
  });

  it('treats an expired tombstone as absent but keeps its version and tokens', () => {
    const row = written(add(buried, byApi('c'), 31 * day));

    expect(row).to.deep.include({ version: 3, tokens: ['a', 'b'] });
    expect(row.history.map(({ token }) => token)).to.deep.equal(['c']);
    expect(add(row, byApi('a'), 1).value.outcome).to.equal('added');
  });

  it('keeps the latest 50 history entries', () => {
    let row: CustomerIdRow | undefined;
    for (let change = 0; change < 60; change++) {
      const origin = byApi(String(change));
      row = written(change % 2 === 0 ? add(row, origin, change) : remove(row, origin, change));
    }

    expect(row?.version).to.equal(60);
    expect(row?.history.map(({ token }) => token)).to.deep.equal(
      Array.from({ length: 50 }, (_, index) => String(index + 10)),
    );
  });
});

describe('decideRemoval', () => {
  it('replaces the row with a tombstone', () => {
    expect(remove(added, byApi('b'), 2)).to.deep.equal({
      kind: 'write',
      expectedVersion: 1,
      row: {
        id,
        state: 'deleted',
        createdAt: '2026-01-01T00:00:00.001Z',
        source: 'api',
        version: 2,
        writeToken: 'b',
        deletedAt: '2026-01-01T00:00:00.002Z',
        expiresAt: Math.ceil(at(2 + 30 * day) / 1000),
        history: [
          { at: '2026-01-01T00:00:00.001Z', action: 'added', source: 'api', client: 'page', token: 'a' },
          { at: '2026-01-01T00:00:00.002Z', action: 'deleted', source: 'api', client: 'page', token: 'b' },
        ],
        tokens: [],
      },
      value: { outcome: 'deleted' },
    });
  });

  it('purges the history with retention 0 and keeps version and tokens for 16 days', () => {
    expect(written(remove(addedAgain, byApi('d'), 4, 0))).to.deep.equal({
      id,
      state: 'deleted',
      version: 4,
      expiresAt: Math.ceil(at(4 + 16 * day) / 1000),
      history: [],
      tokens: ['a', 'b', ulid, 'd'].map(writeToken),
    });
  });

  it('returns deletedAt until the tombstone expires', () => {
    expect([
      remove(undefined, byApi('c'), 3),
      remove(buried, byApi('c'), 3),
      remove(buried, byApi('c'), 31 * day),
    ]).to.deep.equal([
      { kind: 'return', value: { outcome: 'missing' } },
      { kind: 'return', value: { outcome: 'missing', deletedAt: '2026-01-01T00:00:00.002Z' } },
      { kind: 'return', value: { outcome: 'missing' } },
    ]);
  });

  it('recognizes its own lost write', () => {
    expect([remove(buried, byApi('b'), 2), remove(addedAgain, byApi('b'), 2)]).to.deep.equal([
      { kind: 'return', value: { outcome: 'deleted' } },
      { kind: 'return', value: { outcome: 'deleted' } },
    ]);
  });

  it('reports "changed" if If-Match does not match the version', () => {
    const decide = (opaque: string) =>
      decideRemoval(
        { id, origin: byApi('b'), at: at(2), retentionDays: 30, ifMatch: [{ opaque, isWeak: false }] },
        added,
      );

    expect([decide('7'), decide('1').kind]).to.deep.equal([
      { kind: 'return', value: { outcome: 'changed', version: 1 } },
      'write',
    ]);
  });
});
