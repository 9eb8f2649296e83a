import { marshall } from '@aws-sdk/util-dynamodb';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseRow, parseStatus, parseSummary, toItem } from '#adapters/dynamodb/customer-id-item.ts';
import type { CustomerIdRow } from '#domain/customer-id-row.ts';
import { type Decision, decideAddition, decideRemoval } from '#domain/write-decision.ts';
import { at, byApi, bySubmission, customerId, submissionId } from '#support/functions/values.ts';

const id = customerId('CUST-001');

function toRow(decision: Decision<unknown>): CustomerIdRow {
  if (decision.kind === 'return') throw new Error('Nothing would be written.');
  return decision.row;
}

const active = toRow(decideAddition({ id, origin: bySubmission(submissionId(1)), at: at(1) }, undefined));
const deleted = toRow(decideRemoval({ id, origin: byApi('b'), at: at(2), retentionDays: 30 }, active));
const restored = toRow(decideAddition({ id, origin: byApi('c'), at: at(3) }, deleted));
const purged = toRow(decideRemoval({ id, origin: byApi('b'), at: at(2), retentionDays: 0 }, active));

/** Removes an attribute whose value is undefined. */
function change(row: CustomerIdRow, changes: Readonly<Record<string, unknown>>) {
  const item = { ...toItem(row), ...marshall(changes, { removeUndefinedValues: true }) };
  for (const [name, value] of Object.entries(changes)) if (value === undefined) delete item[name];
  return item;
}

describe('The items of the customer ID table', () => {
  it('are read back as the rows that were written', () => {
    const rows = [active, deleted, restored, purged];

    expect(rows.map((row) => parseRow(toItem(row)))).to.deep.equal(rows);
    expect(parseRow(change(deleted, { shard: '9', submissionId: 'x' }))).to.deep.equal(deleted);
  });

  it('are read without a client if an earlier build has written them', () => {
    const { client: _client, ...row } = { client: undefined, ...active };
    const history = row.history.map(({ client: _unknown, ...entry }) => entry);

    expect(parseRow(change(active, { client: undefined, history }))).to.deep.equal({ ...row, history });
  });

  const entry = { at: '2026-01-01T00:00:00.000Z', action: 'added', source: 'api', token: 'a' };
  const malformed: readonly [CustomerIdRow, Readonly<Record<string, unknown>>, string][] = [
    [active, { state: 'archived' }, 'state'],
    [active, { state: undefined }, 'state'],
    [active, { id: 'cust-001' }, 'id'],
    [active, { id: 'a b' }, 'id'],
    [active, { version: '1' }, 'version'],
    [active, { shard: '9' }, 'shard'],
    [active, { createdAt: '2026-01-01' }, 'createdAt'],
    [active, { source: 'console' }, 'source'],
    [active, { submissionId: 7 }, 'submissionId'],
    [active, { client: 'Page' }, 'client'],
    [active, { writeToken: undefined }, 'writeToken'],
    [active, { history: {} }, 'history'],
    [active, { history: ['x'] }, 'history'],
    [active, { history: [{ ...entry, at: 'now' }] }, 'at'],
    [active, { history: [{ ...entry, action: 'changed' }] }, 'action'],
    [active, { history: [{ ...entry, source: 'x' }] }, 'source'],
    [active, { history: [{ ...entry, client: 7 }] }, 'client'],
    [active, { history: [{ ...entry, token: 1 }] }, 'token'],
    [active, { tokens: [1] }, 'token'],
    [restored, { firstAddedAt: 'first' }, 'firstAddedAt'],
    [deleted, { createdAt: 'x' }, 'createdAt'],
    [deleted, { source: 'console' }, 'source'],
    [deleted, { expiresAt: undefined }, 'expiresAt'],
    [deleted, { deletedAt: 'soon' }, 'deletedAt'],
    [deleted, { writeToken: 1 }, 'writeToken'],
  ];
  for (const [row, changes, attribute] of malformed)
    it(`are a defect that names the attribute if their ${attribute} is ${JSON.stringify(changes)}`, () => {
      expect(() => parseRow(change(row, changes))).to.throw(`A customer ID row has no valid ${attribute}.`);
    });

  it('are a defect if the index returns one without a valid ID, time or source', () => {
    for (const attribute of ['id', 'createdAt', 'source'])
      expect(() => parseSummary(change(active, { [attribute]: 'x' }))).to.throw(`has no valid ${attribute}.`);
  });

  it('are a defect if a lookup of many IDs reads one without a valid ID, state, time or source', () => {
    for (const attribute of ['id', 'state', 'createdAt', 'source'])
      expect(() => parseStatus(change(active, { [attribute]: 'x' }))).to.throw(`has no valid ${attribute}.`);
    expect(() => parseStatus(change(deleted, { deletedAt: 'x' }))).to.throw('has no valid deletedAt.');
  });
});
