import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { CustomerIdRow } from '#domain/customer-id-row.ts';
import { type CustomerIdStore, type WriteOutcome, writeWithRetry } from '#domain/optimistic-write.ts';
import { TransientError } from '#domain/transient-error.ts';
import { decideAddition, decideRemoval } from '#domain/write-decision.ts';
import { at, byApi, customerId } from '#support/functions/values.ts';

const id = customerId('CUST-001');
const own = { id, origin: byApi('own'), at: at(1) };

function rowAfter(...tokens: string[]): CustomerIdRow | undefined {
  return tokens.reduce<CustomerIdRow | undefined>((row, token, index) => {
    const change = { id, origin: byApi(token), at: at(index), retentionDays: 30 };
    const decision = row?.state === 'active' ? decideRemoval(change, row) : decideAddition(change, row);
    return decision.kind === 'write' ? decision.row : row;
  }, undefined);
}

const unknown: WriteOutcome = { kind: 'unknown', cause: new Error('lost') };
const refused = (row?: CustomerIdRow): WriteOutcome => ({ kind: 'conflict', ...(row ? { row } : {}) });
const busy = new TransientError('busy');

interface Script {
  readonly writes: readonly (WriteOutcome | Error)[];
  readonly reads?: readonly (CustomerIdRow | undefined | Error)[];
}

/** Returns the next entry of a list; throws it if it is an error. */
function scripted({ writes, reads = [] }: Script): CustomerIdStore & { readonly calls: string[] } {
  const calls: string[] = [];
  const next =
    <Value>(name: string, answers: Iterator<Value | Error>) =>
    async (): Promise<Value> => {
      calls.push(name);
      const { value, done } = answers.next();
      if (done) throw new Error(`The script has no further ${name}.`);
      if (value instanceof Error) throw value;
      return value;
    };
  const readAnswers = reads.values();
  return {
    calls,
    read: next('read', readAnswers),
    readBack: next('readBack', readAnswers),
    write: next('write', writes.values()),
  };
}

async function adding(script: Script) {
  const store = scripted(script);
  const end = writeWithRetry(store, (row) => decideAddition(own, row), undefined);
  const outcome = await end.then(
    (addition) => addition.outcome,
    (error: Error) => error.name,
  );
  return { outcome, calls: store.calls.join(' ') };
}

describe('writeWithRetry', () => {
  it('makes one call for a new ID', async () => {
    expect(await adding({ writes: [{ kind: 'written' }] })).to.deep.equal({ outcome: 'added', calls: 'write' });
  });

  it('uses the row returned with a conflict, and reads it otherwise', async () => {
    expect(await adding({ writes: [refused(rowAfter('other'))] })).to.deep.equal({
      outcome: 'existing',
      calls: 'write',
    });
    expect(await adding({ writes: [refused()], reads: [rowAfter('other')] })).to.deep.equal({
      outcome: 'existing',
      calls: 'write read',
    });
  });

  it('recognizes its own write after a lost response', async () => {
    expect(await adding({ writes: [unknown], reads: [rowAfter('own', 'other')] })).to.deep.equal({
      outcome: 'added',
      calls: 'write readBack',
    });
  });

  it('retries when the lost write was not applied', async () => {
    expect(await adding({ writes: [unknown, { kind: 'written' }], reads: [undefined] })).to.deep.equal({
      outcome: 'added',
      calls: 'write readBack write',
    });
  });

  it('reads back once more after the third attempt', async () => {
    expect(
      (await adding({ writes: [unknown, unknown, unknown], reads: [undefined, undefined, rowAfter('own')] })).outcome,
    ).to.equal('added');
  });

  it('throws OutcomeUnknownError after three lost responses', async () => {
    expect(
      await adding({ writes: [unknown, unknown, unknown], reads: [undefined, undefined, undefined] }),
    ).to.deep.equal({
      outcome: 'OutcomeUnknownError',
      calls: 'write readBack write readBack write readBack',
    });
  });

  it('throws TransientError after three conflicts', async () => {
    const rows = [rowAfter('a', 'b'), rowAfter('a', 'b', 'c', 'd'), rowAfter('a', 'b', 'c', 'd', 'e', 'f')];

    expect(await adding({ writes: rows.map(refused) })).to.deep.equal({
      outcome: 'TransientError',
      calls: 'write write write',
    });
  });

  it('throws TransientError once a newer version rules out the lost write', async () => {
    const rows = [rowAfter('a', 'b'), rowAfter('a', 'b', 'c', 'd')];

    expect((await adding({ writes: [unknown, refused(rows[1]), busy], reads: [rows[0]] })).outcome).to.equal(
      'TransientError',
    );
  });

  it('throws OutcomeUnknownError when a read-back or retry fails while a write is pending', async () => {
    expect((await adding({ writes: [unknown], reads: [busy] })).outcome).to.equal('OutcomeUnknownError');
    expect((await adding({ writes: [unknown, busy], reads: [undefined] })).outcome).to.equal('OutcomeUnknownError');
  });

  it('rethrows an error that occurred before anything was sent', async () => {
    expect((await adding({ writes: [busy] })).outcome).to.equal('TransientError');
    expect((await adding({ writes: [new RangeError('bug')] })).outcome).to.equal('RangeError');
  });
});
