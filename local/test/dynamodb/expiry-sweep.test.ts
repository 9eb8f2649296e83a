import { DescribeTimeToLiveCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { sweepExpired } from '#local/dynamodb/expiry-sweep.ts';
import type { Forward } from '#local/dynamodb/store-child.ts';
import { type TemporaryDynamoDb, temporaryDynamoDb, thingsTable } from '#support/local/temporary-dynamo-db.ts';

const TableName = 'things';
const nowSeconds = 1_800_000_000;

describe('DynamoDB TTL', () => {
  let dynamo: TemporaryDynamoDb;

  before(async () => {
    dynamo = await temporaryDynamoDb({ now: () => nowSeconds * 1000 });
  });

  after(() => dynamo.stop());

  const put = (id: string, expiresAt?: { readonly N: string } | { readonly S: string }) =>
    dynamo.client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, ...(expiresAt && { expiresAt }) } }));

  const ids = async (): Promise<readonly (string | undefined)[]> => {
    const { Items } = await dynamo.client.send(new ScanCommand({ TableName }));
    return (Items ?? []).map((item) => item['id']?.S).toSorted();
  };

  it('deletes only expired items', async () => {
    await put('EXPIRED', { N: String(nowSeconds - 1) });
    await put('EXPIRES-NOW', { N: String(nowSeconds) });
    await put('EXPIRES-LATER', { N: String(nowSeconds + 1) });
    await put('IN-MILLISECONDS', { N: String(nowSeconds * 1000) });
    await put('OF-ANOTHER-TIME', { N: '12' });
    await put('AS-TEXT', { S: String(nowSeconds - 1) });
    await put('WITHOUT');

    await dynamo.dynamoDb.sweep();

    expect(await ids()).to.deep.equal([
      'AS-TEXT',
      'EXPIRES-LATER',
      'EXPIRES-NOW',
      'IN-MILLISECONDS',
      'OF-ANOTHER-TIME',
      'WITHOUT',
    ]);
  });

  it('deletes expired items across multiple pages', async () => {
    const before = await ids();
    await Promise.all(Array.from({ length: 250 }, (_, n) => put(`OLD-${n}`, { N: String(nowSeconds - 60) })));

    await dynamo.dynamoDb.sweep();

    expect(await ids()).to.deep.equal(before);
  });

  it('deletes an item only if its expiry time has not changed since the scan', async () => {
    const requests: string[] = [];
    const page = { Items: [{ id: { S: 'REVIVED' }, expiresAt: { N: String(nowSeconds - 1) } }] };
    const forward: Forward = async (operation, body) => {
      requests.push(body);
      return { status: 200, body: operation === 'Scan' ? JSON.stringify(page) : '{}' };
    };

    await sweepExpired([thingsTable], forward, nowSeconds * 1000);

    expect(JSON.parse(requests[1] ?? '')).to.deep.equal({
      TableName,
      Key: { id: { S: 'REVIVED' } },
      ConditionExpression: '#expiry = :expiry',
      ExpressionAttributeNames: { '#expiry': 'expiresAt' },
      ExpressionAttributeValues: { ':expiry': { N: String(nowSeconds - 1) } },
    });
  });

  it('returns the TTL settings of the stack from DescribeTimeToLive', async () => {
    const { TimeToLiveDescription } = await dynamo.client.send(new DescribeTimeToLiveCommand({ TableName }));

    expect(TimeToLiveDescription).to.deep.equal({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
  });
});
