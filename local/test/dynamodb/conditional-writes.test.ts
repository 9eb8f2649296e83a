import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type TemporaryDynamoDb, temporaryDynamoDb } from '#support/local/temporary-dynamo-db.ts';

const TableName = 'things';

describe('DynamoDB conditional writes', () => {
  let dynamo: TemporaryDynamoDb;

  before(async () => {
    dynamo = await temporaryDynamoDb();
  });

  after(() => dynamo.stop());

  const create = (id: string, colour: string) =>
    dynamo.client.send(
      new PutItemCommand({
        TableName,
        Item: { id: { S: id }, colour: { S: colour }, shard: { S: '0' } },
        ConditionExpression: 'attribute_not_exists(id)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );

  it('returns an item exactly as written', async () => {
    const Item = {
      id: { S: 'LONG' },
      text: { S: 'ü 😀 \u0000' },
      list: { L: [{ N: '1.5' }, { NULL: true }] },
      map: { M: { a: { BOOL: false } } },
    };

    await dynamo.client.send(new PutItemCommand({ TableName, Item }));

    const read = await dynamo.client.send(
      new GetItemCommand({ TableName, Key: { id: { S: 'LONG' } }, ConsistentRead: true }),
    );
    expect(read.Item).to.deep.equal(Item);
  });

  it('lets exactly one of 64 concurrent creates succeed and returns its item to the others', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 64 }, (_, n) => create('RACE', `colour ${n}`)));

    const losers = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    const { Item } = await dynamo.client.send(
      new GetItemCommand({ TableName, Key: { id: { S: 'RACE' } }, ConsistentRead: true }),
    );
    expect(losers).to.have.length(63);
    for (const loser of losers) {
      expect(loser).to.be.instanceOf(ConditionalCheckFailedException);
      expect(loser.Item).to.deep.equal(Item);
      expect(loser.message).to.equal('The conditional request failed');
    }
  });

  it('does not return an item on a failed condition without ALL_OLD or without an existing item', async () => {
    await create('SILENT', 'red');
    const failing = {
      TableName,
      ConditionExpression: 'attribute_exists(id) AND colour = :blue',
      ExpressionAttributeValues: { ':blue': { S: 'blue' } },
    };

    const unasked = dynamo.client.send(new DeleteItemCommand({ ...failing, Key: { id: { S: 'SILENT' } } }));
    const absent = dynamo.client.send(
      new DeleteItemCommand({
        ...failing,
        Key: { id: { S: 'ABSENT' } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );

    const failures = (await Promise.allSettled([unasked, absent])).map(
      (outcome) => outcome.status === 'rejected' && outcome.reason,
    );
    expect(failures.map(({ name, Item }) => ({ name, Item }))).to.deep.equal([
      { name: 'ConditionalCheckFailedException', Item: undefined },
      { name: 'ConditionalCheckFailedException', Item: undefined },
    ]);
  });

  it('applies only the first of two updates with the same condition', async () => {
    await create('CAS', 'red');
    const paint = () =>
      dynamo.client.send(
        new UpdateItemCommand({
          TableName,
          Key: { id: { S: 'CAS' } },
          UpdateExpression: 'SET colour = :green REMOVE #shard',
          ExpressionAttributeNames: { '#shard': 'shard' },
          ConditionExpression: 'colour = :red',
          ExpressionAttributeValues: { ':green': { S: 'green' }, ':red': { S: 'red' } },
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );

    const first = await paint();
    const second = await paint().catch((error: unknown) => error);

    const green = { id: { S: 'CAS' }, colour: { S: 'green' } };
    expect(first.Attributes).to.deep.equal(green);
    expect(second).to.be.instanceOf(ConditionalCheckFailedException).with.deep.property('Item', green);
  });
});
