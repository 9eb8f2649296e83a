import {
  type AttributeValue,
  BatchWriteItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type TemporaryDynamoDb, temporaryDynamoDb } from '#support/local/temporary-dynamo-db.ts';

const TableName = 'things';
const ids = Array.from({ length: 60 }, (_, n) => `ID-${String(n).padStart(3, '0')}`);

describe('DynamoDB index queries', () => {
  let dynamo: TemporaryDynamoDb;

  before(async () => {
    dynamo = await temporaryDynamoDb();
    // Out of order, alternating between two shards.
    for (const group of [ids.slice(40), ids.slice(0, 20), ids.slice(20, 40)]) {
      const writes = group.map((id) => ({ PutRequest: { Item: thing(id, String(ids.indexOf(id) % 2)) } }));
      await dynamo.client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: writes } }));
    }
  });

  after(() => dynamo.stop());

  const query = (more: Partial<QueryCommandInput> = {}, shard = '0') =>
    dynamo.client.send(
      new QueryCommand({
        TableName,
        IndexName: 'by_shard',
        KeyConditionExpression: '#shard = :shard',
        ...more,
        ExpressionAttributeNames: { '#shard': 'shard' },
        ExpressionAttributeValues: { ':shard': { S: shard }, ...more.ExpressionAttributeValues },
      }),
    );

  it('returns the rows of one shard sorted by ID with only the projected attributes', async () => {
    const { Items } = await query();

    expect(Items?.map(idOf)).to.deep.equal(ids.filter((_, n) => n % 2 === 0));
    expect(Items?.[0]).to.deep.equal({ id: { S: 'ID-000' }, shard: { S: '0' }, colour: { S: 'red' } });
  });

  it('returns every row once across pages, forwards and backwards', async () => {
    for (const ScanIndexForward of [true, false]) {
      const seen: (string | undefined)[] = [];
      let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
      do {
        const page = await query({ Limit: 7, ScanIndexForward, ...(ExclusiveStartKey && { ExclusiveStartKey }) });
        seen.push(...(page.Items ?? []).map(idOf));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);

      const wanted = ids.filter((_, n) => n % 2 === 0);
      expect(seen).to.deep.equal(ScanIndexForward ? wanted : wanted.toReversed());
    }
  });

  it('continues after an ExclusiveStartKey that does not match a row', async () => {
    for (const id of ['ID-021', 'ID-0205']) {
      const { Items } = await query({ Limit: 1, ExclusiveStartKey: { id: { S: id }, shard: { S: '0' } } });

      expect(Items?.map(idOf)).to.deep.equal(['ID-022']);
    }
  });

  it('filters with begins_with, also with an ExclusiveStartKey', async () => {
    const beginning = {
      KeyConditionExpression: '#shard = :shard AND begins_with(id, :prefix)',
      ExpressionAttributeValues: { ':prefix': { S: 'ID-01' } },
    };

    const whole = await query(beginning);
    const rest = await query({ ...beginning, ExclusiveStartKey: { id: { S: 'ID-015' }, shard: { S: '0' } } });

    expect(whole.Items?.map(idOf)).to.deep.equal(['ID-010', 'ID-012', 'ID-014', 'ID-016', 'ID-018']);
    expect(rest.Items?.map(idOf)).to.deep.equal(['ID-016', 'ID-018']);
  });

  it('updates the index when a row is added, moved to another shard and removed', async () => {
    const Key = { id: { S: 'MOVING' } };
    const names = { ExpressionAttributeNames: { '#shard': 'shard' } };
    const shards = async () => {
      const found = await Promise.all(['a', 'b'].map((shard) => query({}, shard)));
      return found.map(({ Items }) => Items?.map(idOf));
    };

    await dynamo.client.send(new PutItemCommand({ TableName, Item: thing('MOVING', 'a') }));
    const put = await shards();
    const move = { UpdateExpression: 'SET #shard = :b', ExpressionAttributeValues: { ':b': { S: 'b' } } };
    await dynamo.client.send(new UpdateItemCommand({ TableName, Key, ...names, ...move }));
    const moved = await shards();
    await dynamo.client.send(new UpdateItemCommand({ TableName, Key, ...names, UpdateExpression: 'REMOVE #shard' }));
    const removed = await shards();
    await dynamo.client.send(new PutItemCommand({ TableName, Item: thing('MOVING', 'a') }));
    await dynamo.client.send(new DeleteItemCommand({ TableName, Key }));
    const deleted = await shards();

    expect({ put, moved, removed, deleted }).to.deep.equal({
      put: [['MOVING'], []],
      moved: [[], ['MOVING']],
      removed: [[], []],
      deleted: [[], []],
    });
  });

  it('rejects a consistent read of an index and an unknown index', async () => {
    const failures = await Promise.allSettled([query({ ConsistentRead: true }), query({ IndexName: 'by_colour' })]);

    expect(failures.map((failure) => failure.status === 'rejected' && failure.reason.message)).to.deep.equal([
      'Consistent reads are not supported on global secondary indexes',
      'The table does not have the specified index: by_colour',
    ]);
  });
});

const thing = (id: string, shard: string) => ({
  id: { S: id },
  shard: { S: shard },
  colour: { S: 'red' },
  weight: { N: '7' },
});

const idOf = (item: Record<string, AttributeValue>): string | undefined => item['id']?.S;
