import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { dynamoDbCustomerIdIndex, searchedIdsMax } from '#adapters/dynamodb/customer-id-index.ts';
import { dynamoDbCustomerIdLookup } from '#adapters/dynamodb/customer-id-lookup.ts';
import { dynamoDbCustomerIds } from '#adapters/dynamodb/customer-id-store.ts';
import { dynamoDbDeletedIdIndex } from '#adapters/dynamodb/deleted-id-index.ts';
import { writeWithRetry } from '#domain/optimistic-write.ts';
import { shards } from '#domain/shard.ts';
import { decideAddition, decideRemoval } from '#domain/write-decision.ts';
import { describeCustomerIdStore } from '#support/functions/describe-customer-id-store.ts';
import { deletedIdsIndex, dynaliteTable } from '#support/functions/dynalite-table.ts';
import { at, byApi, bySubmission, customerId, submissionId } from '#support/functions/values.ts';

describeCustomerIdStore('DynamoDB', async () => {
  const { client, table, index, stop } = await dynaliteTable();
  const deadline = { signal: new AbortController().signal };
  const backoff = { pause: async () => {}, random: () => 0 };
  const store = {
    ...dynamoDbCustomerIds(client, table, deadline),
    ...dynamoDbCustomerIdLookup(client, table, deadline, backoff),
    ...dynamoDbCustomerIdIndex(client, table, index, deadline),
    ...dynamoDbDeletedIdIndex(client, table, deletedIdsIndex, deadline),
  };
  return { store, searchedIdsMax, stop };
});

describe('dynamoDbCustomerIds', () => {
  it('leaves no time, source, submission or client in the item of a purged ID', async () => {
    const { client, table, stop } = await dynaliteTable();
    const store = dynamoDbCustomerIds(client, table, { signal: new AbortController().signal });
    const id = customerId('CUST-001');
    const change = { id, origin: bySubmission(submissionId(1), 'billing'), at: at(1) };
    await writeWithRetry(store, (row) => decideAddition(change, row), undefined);
    const removal = { id, origin: byApi('b'), at: at(2), retentionDays: 0 };
    await writeWithRetry(store, (row) => decideRemoval(removal, row), await store.read(id));

    const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
    await stop();

    expect(Items.map((item) => Object.keys(item).sort())).to.deep.equal([
      ['expiresAt', 'id', 'state', 'tokens', 'version'],
    ]);
  });
});

describe('dynamoDbDeletedIdIndex', () => {
  let opened: Awaited<ReturnType<typeof dynaliteTable>>;
  beforeEach(async () => {
    opened = await dynaliteTable();
  });
  afterEach(() => opened.stop());

  it('omits tombstones that were written before the index existed, and lists an ID that is deleted again', async () => {
    const { client, table } = opened;
    const deadline = { signal: new AbortController().signal };
    const store = dynamoDbCustomerIds(client, table, deadline);
    const { deletedPage } = dynamoDbDeletedIdIndex(client, table, deletedIdsIndex, deadline);
    const list = async () =>
      (await Promise.all(shards.map((shard) => deletedPage({ shard, limit: 5, now: at(0) })))).flat();
    const id = customerId('CUST-001');
    const old = {
      id,
      state: 'deleted',
      createdAt: '2026-01-01T00:00:00.000Z',
      source: 'api',
      version: 2,
      history: [{ at: '2026-01-01T00:00:00.000Z', action: 'added', source: 'api', token: 'a' }],
      deletedAt: '2026-01-01T00:00:00.001Z',
      expiresAt: 1769817601,
      writeToken: 'b',
    };
    await client.send(new PutItemCommand({ TableName: table, Item: marshall(old) }));

    expect(await list()).to.deep.equal([]);
    await writeWithRetry(store, (row) => decideAddition({ id, origin: byApi('c'), at: at(2) }, row), undefined);
    const removal = { id, origin: byApi('d'), at: at(3), retentionDays: 30 };
    await writeWithRetry(store, (row) => decideRemoval(removal, row), await store.read(id));

    expect(await list()).to.deep.equal([
      {
        id,
        createdAt: '2026-01-01T00:00:00.002Z',
        source: 'api',
        deletedAt: '2026-01-01T00:00:00.003Z',
        expiresAt: 1769817601,
      },
    ]);
  });
});
