import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type AttributeValue,
  DynamoDBClient,
  PutItemCommand,
  paginateQuery,
  paginateScan,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { openDurableStore } from '#local/dynamodb/durable-store.ts';
import { startDynamoDb } from '#local/dynamodb/dynamo-db.ts';
import type { TableDefinition } from '#local/dynamodb/table-definition.ts';
import { StartError } from '#local/start-error.ts';
import { storeProcesses } from '#support/local/store-processes.ts';
import { temporaryDynamoDb, thingsTable } from '#support/local/temporary-dynamo-db.ts';

const TableName = 'things';
const shards = ['0', '1', '2', '3'];

describe('DynamoDB durability', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'durability-'));
  });

  afterEach(() => rm(dataDir, { recursive: true }));

  const put = (client: DynamoDBClient, id: string) =>
    client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, shard: { S: shardOf(id) } } }));

  it('retains data after a restart', async () => {
    const first = await temporaryDynamoDb({ dataDir });
    await put(first.client, 'KEPT');
    await first.stop();

    const second = await temporaryDynamoDb({ dataDir });
    const ids = await tableIds(second.client);
    await second.stop();

    expect(ids).to.deep.equal(['KEPT']);
  });

  it('retains data when the store process is killed, and SDK retries succeed', async () => {
    const dynamo = await temporaryDynamoDb({ dataDir });
    await put(dynamo.client, 'BEFORE');

    for (const pid of storeProcesses()) process.kill(pid, 'SIGKILL');
    const retryingClient = developerClient(dynamo.endpoint.url, 10);
    await put(retryingClient, 'AFTER');
    const ids = await tableIds(retryingClient);
    retryingClient.destroy();
    await dynamo.stop();

    expect(ids).to.deep.equal(['AFTER', 'BEFORE']);
    expect(dynamo.logged).to.deep.equal(['dynamodb: store process ended (killed by SIGKILL), restarting']);
  });

  it('loses no acknowledged write and no index entry after kill -9 with 16 concurrent writers', async function () {
    this.timeout(180_000);
    const acknowledged = new Set<string>();
    for (let cycle = 0; cycle < 5; cycle += 1) {
      const host = await startHost(dataDir);
      const writing = { isGoingOn: true };
      const writers = writeUntilKilled(host.url, cycle, acknowledged).finally(() => {
        writing.isGoingOn = false;
      });
      const enough = acknowledged.size + 50 + cycle * 7;
      while (writing.isGoingOn && acknowledged.size < enough) await wait(5);
      process.kill(-Number(host.process.pid), 'SIGKILL');
      await writers;
    }

    const dynamo = await temporaryDynamoDb({ dataDir });
    const ids = new Set(await tableIds(dynamo.client));
    const sharded = (await tableRows(dynamo.client)).filter((row) => row['shard']);
    const indexed = await indexRows(dynamo.client);
    await dynamo.stop();

    expect([...acknowledged].filter((id) => !ids.has(id))).to.deep.equal([]);
    expect(acknowledged.size).to.be.at.least(5 * 50);
    expect(describeRows(indexed)).to.deep.equal(describeRows(sharded));
  });

  it('frees its folder when only the parent process is killed', async () => {
    const host = await startHost(dataDir);
    host.process.kill('SIGKILL');

    const dynamo = await temporaryDynamoDb({ dataDir });
    const ids = await tableIds(dynamo.client);
    await dynamo.stop();

    expect(ids).to.deep.equal([]);
  });

  it('rejects a second start on the same folder and keeps serving the first', async () => {
    const first = await temporaryDynamoDb({ dataDir });

    const error = await temporaryDynamoDb({ dataDir }).catch((error: unknown) => error);
    await put(first.client, 'UNHARMED');
    const ids = await tableIds(first.client);
    await first.stop();

    expect(error).to.be.instanceOf(StartError);
    expect(error)
      .to.have.property('message')
      .that.matches(/dynamodb is in use by another process\. Stop it, or set DATA_DIR to another folder\.$/);
    expect(ids).to.deep.equal(['UNHARMED']);
  });

  it('refuses to start when a table has disappeared, instead of creating an empty one', async () => {
    await (await temporaryDynamoDb({ dataDir })).stop();
    for (const name of ['store', 'store.commits']) await rm(join(dataDir, 'dynamodb', name), { recursive: true });

    const error = await temporaryDynamoDb({ dataDir }).catch((error: unknown) => error);

    expect(error)
      .to.be.instanceOf(StartError)
      .with.property('message')
      .that.matches(/^Table things is missing from /);
  });

  it('refuses to start when keys or indexes of a table have changed', async () => {
    await (await temporaryDynamoDb({ dataDir })).stop();
    const { GlobalSecondaryIndexes, ...withoutIndex } = thingsTable.create;
    const tables = [{ ...thingsTable, create: withoutIndex }];

    const error = await startDynamoDb({ dataDir, tables, log: () => undefined }).catch((error: unknown) => error);

    expect(error)
      .to.be.instanceOf(StartError)
      .with.property('message')
      .that.matches(/has different keys or indexes than the stack/);
  });

  it('adds a new index to a table with rows, and keeps rows and indexes as they are', async () => {
    const first = await temporaryDynamoDb({ dataDir });
    await put(first.client, 'WITHOUT-COLOUR');
    for (const id of ['OLD-1', 'OLD-2']) await putColoured(first.client, id);
    await first.stop();

    const second = await temporaryDynamoDb({ dataDir, table: thingsByColour });
    const afterAddition = await queryByColour(second.client);
    await putColoured(second.client, 'NEW');
    await second.stop();
    const third = await temporaryDynamoDb({ dataDir, table: thingsByColour });
    const afterRestart = await queryByColour(third.client);
    const [rows, indexed] = [await tableIds(third.client), await indexRows(third.client)];
    await third.stop();

    expect(afterAddition).to.deep.equal(['OLD-1', 'OLD-2']);
    expect(afterRestart).to.deep.equal(['NEW', 'OLD-1', 'OLD-2']);
    expect(rows).to.deep.equal(['NEW', 'OLD-1', 'OLD-2', 'WITHOUT-COLOUR']);
    expect(indexed).to.have.length(4);
  });

  it('lists the submissions of an earlier release, whose index was by day, by month', async () => {
    const first = await temporaryDynamoDb({ dataDir, table: submissionsTable('submissions_by_day', 'day') });
    const days = ['2026-01-31', '2026-02-01', '2026-02-28'];
    for (const day of days)
      await first.client.send(
        new PutItemCommand({ TableName, Item: { submissionId: { S: `OF-${day}` }, day: { S: day } } }),
      );
    await first.client.send(new PutItemCommand({ TableName, Item: { submissionId: { S: 'NOT-LISTED' } } }));
    await first.stop();

    const byMonth = submissionsTable('submissions_by_month', 'month');
    const second = await temporaryDynamoDb({ dataDir, table: byMonth });
    await second.stop();
    const third = await temporaryDynamoDb({ dataDir, table: byMonth });
    const { Items = [] } = await third.client.send(
      new QueryCommand({
        TableName,
        IndexName: 'submissions_by_month',
        KeyConditionExpression: '#month = :month',
        ExpressionAttributeNames: { '#month': 'month' },
        ExpressionAttributeValues: { ':month': { S: '2026-02' } },
      }),
    );
    const rows = await tableRows(third.client);
    await third.stop();

    expect(Items.map(({ submissionId }) => submissionId?.S)).to.deep.equal(['OF-2026-02-01', 'OF-2026-02-28']);
    expect(rows).to.have.length(4);
  });

  it('adds an attribute to an existing index of a table with rows', async () => {
    const first = await temporaryDynamoDb({ dataDir });
    await first.client.send(
      new PutItemCommand({ TableName: 'things', Item: { id: { S: 'OLD' }, shard: { S: '1' }, size: { S: 'large' } } }),
    );
    await first.stop();

    const second = await temporaryDynamoDb({ dataDir, table: thingsBySizeToo });
    const indexed = await indexRows(second.client);
    await second.stop();

    expect(indexed).to.deep.equal([{ id: { S: 'OLD' }, shard: { S: '1' }, size: { S: 'large' } }]);
  });

  it('refuses to start with damaged files and names the file', async () => {
    await (await temporaryDynamoDb({ dataDir })).stop();
    await writeFile(join(dataDir, 'dynamodb', 'store', 'CURRENT'), 'nonsense');

    const error = await temporaryDynamoDb({ dataDir }).catch((error: unknown) => error);

    expect(error)
      .to.be.instanceOf(StartError)
      .with.property('message')
      .that.matches(/CURRENT/);
  });

  it('recreates a table whose creation was interrupted by a kill', async () => {
    await (await temporaryDynamoDb({ dataDir })).stop();
    await markAsCreating(dataDir);

    const dynamo = await temporaryDynamoDb({ dataDir });
    await put(dynamo.client, 'FIRST');
    const ids = await tableIds(dynamo.client);
    await dynamo.stop();

    expect(ids).to.deep.equal(['FIRST']);
  });
});

type Row = Readonly<Record<string, AttributeValue>>;

const thingsBySizeToo: TableDefinition = {
  ...thingsTable,
  create: {
    ...thingsTable.create,
    GlobalSecondaryIndexes: (thingsTable.create.GlobalSecondaryIndexes ?? []).map((index) => ({
      ...index,
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['colour', 'size'] },
    })),
  },
};

const submissionsTable = (IndexName: string, key: string): TableDefinition => ({
  ...thingsTable,
  create: {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['submissionId', key].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [{ AttributeName: 'submissionId', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName,
        KeySchema: [
          { AttributeName: key, KeyType: 'HASH' },
          { AttributeName: 'submissionId', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  },
});

const thingsByColour: TableDefinition = {
  ...thingsTable,
  create: {
    ...thingsTable.create,
    AttributeDefinitions: [...thingsTable.create.AttributeDefinitions, { AttributeName: 'colour', AttributeType: 'S' }],
    GlobalSecondaryIndexes: [
      ...(thingsTable.create.GlobalSecondaryIndexes ?? []),
      {
        IndexName: 'by_colour',
        KeySchema: [
          { AttributeName: 'colour', KeyType: 'HASH' },
          { AttributeName: 'id', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  },
};

async function putColoured(client: DynamoDBClient, id: string): Promise<void> {
  const Item = { id: { S: id }, shard: { S: shardOf(id) }, colour: { S: 'red' } };
  await client.send(new PutItemCommand({ TableName, Item }));
}

async function queryByColour(client: DynamoDBClient): Promise<readonly string[]> {
  const KeyConditionExpression = 'colour = :red';
  const ExpressionAttributeValues = { ':red': { S: 'red' } };
  const query = { TableName, IndexName: 'by_colour', KeyConditionExpression, ExpressionAttributeValues };
  const { Items = [] } = await client.send(new QueryCommand(query));
  return Items.map((row) => String(row['id']?.S));
}

interface Host {
  readonly process: ChildProcess;
  readonly url: string;
}

/** Starts a separate process group, so that a test can kill the whole process tree. */
async function startHost(dataDir: string): Promise<Host> {
  const file = fileURLToPath(import.meta.resolve('#support/local/dynamo-db-host.ts'));
  const host = fork(file, [dataDir], { detached: true, execArgv: [] });
  const [url] = await once(host, 'message');
  return { process: host, url: String(url) };
}

async function writeUntilKilled(url: string, cycle: number, acknowledged: Set<string>): Promise<void> {
  const client = developerClient(url, 1);
  const write = async (writer: number): Promise<void> => {
    for (let n = 0; ; n += 1) {
      const id = `ID-${cycle}-${writer}-${n}`;
      const Item = { id: { S: id }, shard: { S: shardOf(id) } };
      await client.send(new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(id)' }));
      acknowledged.add(id);
      if (n % 2) await client.send(new UpdateItemCommand({ TableName, Key: { id: { S: id } }, ...moves[n % 3] }));
    }
  };
  await Promise.allSettled(Array.from({ length: 16 }, (_, writer) => write(writer)));
  client.destroy();
}

const ExpressionAttributeNames = { '#shard': 'shard' };
const toShard = (shard: string) => ({
  UpdateExpression: 'SET #shard = :shard',
  ExpressionAttributeNames,
  ExpressionAttributeValues: { ':shard': { S: shard } },
});
const moves = [{ UpdateExpression: 'REMOVE #shard', ExpressionAttributeNames }, toShard('0'), toShard('3')];

async function tableRows(client: DynamoDBClient): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of paginateScan({ client }, { TableName })) rows.push(...(page.Items ?? []));
  return rows;
}

async function indexRows(client: DynamoDBClient): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const shard of shards) {
    const query = {
      TableName,
      IndexName: 'by_shard',
      KeyConditionExpression: '#shard = :shard',
      ExpressionAttributeNames,
      ExpressionAttributeValues: { ':shard': { S: shard } },
    };
    for await (const page of paginateQuery({ client }, query)) rows.push(...(page.Items ?? []));
  }
  return rows;
}

const describeRows = (rows: readonly Row[]): readonly string[] =>
  rows.map((row) => `${row['id']?.S} in shard ${row['shard']?.S}`).toSorted();

async function tableIds(client: DynamoDBClient): Promise<readonly string[]> {
  return (await tableRows(client)).map((row) => String(row['id']?.S)).toSorted();
}

function shardOf(id: string): string {
  return String(id.length % shards.length);
}

function developerClient(endpoint: string, maxAttempts: number): DynamoDBClient {
  const credentials = { accessKeyId: 'developer', secretAccessKey: 'any' };
  return new DynamoDBClient({ region: 'eu-central-1', endpoint, credentials, maxAttempts });
}

async function markAsCreating(dataDir: string): Promise<void> {
  const { db, tableDb } = await openDurableStore(join(dataDir, 'dynamodb', 'store'));
  await new Promise((resolve) => tableDb.put('things', { TableStatus: 'CREATING' }, resolve));
  await db.close();
}
