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

describe('queries on an index of the local DynamoDB', () => {
  let dynamo: TemporaryDynamoDb;

  before(async () => {
    dynamo = await temporaryDynamoDb();
    // Neither in order nor in one shard: every second row belongs to shard 1.
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

  it('gives the rows of one shard in the order of their ids, with the projected attributes only', async () => {
    const { Items } = await query();

    expect(Items?.map(idOf)).to.deep.equal(ids.filter((_, n) => n % 2 === 0));
    expect(Items?.[0]).to.deep.equal({ id: { S: 'ID-000' }, shard: { S: '0' }, colour: { S: 'red' } });
  });

  it('gives every row once, page after page, forwards and backwards', async () => {
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

  it('goes on after a key that names no row of the shard', async () => {
    for (const id of ['ID-021', 'ID-0205']) {
      const { Items } = await query({ Limit: 1, ExclusiveStartKey: { id: { S: id }, shard: { S: '0' } } });

      expect(Items?.map(idOf)).to.deep.equal(['ID-022']);
    }
  });

  it('narrows by the beginning of the id, also when it goes on after a key', async () => {
    const beginning = {
      KeyConditionExpression: '#shard = :shard AND begins_with(id, :prefix)',
      ExpressionAttributeValues: { ':prefix': { S: 'ID-01' } },
    };

    const whole = await query(beginning);
    const rest = await query({ ...beginning, ExclusiveStartKey: { id: { S: 'ID-015' }, shard: { S: '0' } } });

    expect(whole.Items?.map(idOf)).to.deep.equal(['ID-010', 'ID-012', 'ID-014', 'ID-016', 'ID-018']);
    expect(rest.Items?.map(idOf)).to.deep.equal(['ID-016', 'ID-018']);
  });

  it('follows each change of a row: into the index, to another shard, and out of it', async () => {
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

  it('refuses a consistent read of an index and an index that is not there', async () => {
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
