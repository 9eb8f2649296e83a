import { type ChildProcess, execFileSync, fork } from 'node:child_process';
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
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { openDurableStore } from '#local/dynamodb/durable-store.ts';
import { startDynamoDb } from '#local/dynamodb/dynamo-db.ts';
import { StartError } from '#local/start-error.ts';
import { temporaryDynamoDb, thingsTable } from '#support/local/temporary-dynamo-db.ts';

const TableName = 'things';
const shards = ['0', '1', '2', '3'];

describe('the data of the local DynamoDB', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'durability-'));
  });

  afterEach(() => rm(dataDir, { recursive: true }));

  const put = (client: DynamoDBClient, id: string) =>
    client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, shard: { S: shardOf(id) } } }));

  it('is there after a restart', async () => {
    const first = await temporaryDynamoDb({ dataDir });
    await put(first.client, 'KEPT');
    await first.stop();

    const second = await temporaryDynamoDb({ dataDir });
    const ids = await tableIds(second.client);
    await second.stop();

    expect(ids).to.deep.equal(['KEPT']);
  });

  it('is there when its process is killed, and requests meanwhile are retried by the SDK', async () => {
    const dynamo = await temporaryDynamoDb({ dataDir });
    await put(dynamo.client, 'BEFORE');

    for (const pid of storeProcesses()) process.kill(pid, 'SIGKILL');
    const patient = developerClient(dynamo.endpoint.url, 10);
    await put(patient, 'AFTER');
    const ids = await tableIds(patient);
    patient.destroy();
    await dynamo.stop();

    expect(ids).to.deep.equal(['AFTER', 'BEFORE']);
    expect(dynamo.logged).to.deep.equal(['DynamoDB store ended (killed by SIGKILL); starting it again']);
  });

  it('is whole after kill -9 of everything under 16 writers, every acknowledged write and the index', async function () {
    this.timeout(60_000);
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
    expect(placesOf(indexed)).to.deep.equal(placesOf(sharded));
  });

  it('frees its folder when the process around it is killed alone', async () => {
    const host = await startHost(dataDir);
    host.process.kill('SIGKILL');

    const dynamo = await temporaryDynamoDb({ dataDir });
    const ids = await tableIds(dynamo.client);
    await dynamo.stop();

    expect(ids).to.deep.equal([]);
  });

  it('is refused to a second start on the same folder, and the first goes on', async () => {
    const first = await temporaryDynamoDb({ dataDir });

    const refusal = await temporaryDynamoDb({ dataDir }).catch((error: unknown) => error);
    await put(first.client, 'UNHARMED');
    const ids = await tableIds(first.client);
    await first.stop();

    expect(refusal).to.be.instanceOf(StartError);
    expect(refusal)
      .to.have.property('message')
      .that.matches(/^Another process uses .*dynamodb\. Stop it, or choose another DATA_DIR\.$/);
    expect(ids).to.deep.equal(['UNHARMED']);
  });

  it('is not replaced by an empty table when a table has vanished', async () => {
    await (await temporaryDynamoDb({ dataDir })).stop();
    await rm(join(dataDir, 'dynamodb', 'store'), { recursive: true });

    const refusal = await temporaryDynamoDb({ dataDir }).catch((error: unknown) => error);

    expect(refusal)
      .to.be.instanceOf(StartError)
      .with.property('message')
      .that.matches(/^Table things was in .* before and is gone\./);
  });

  it('is not served under keys or indexes it was not made with', async () => {
    await (await temporaryDynamoDb({ dataDir })).stop();
    const { GlobalSecondaryIndexes, ...withoutIndex } = thingsTable.create;
    const tables = [{ ...thingsTable, create: withoutIndex }];

    const refusal = await startDynamoDb({ dataDir, tables, log: () => undefined }).catch((error: unknown) => error);

    expect(refusal)
      .to.be.instanceOf(StartError)
      .with.property('message')
      .that.matches(/was made with other keys or indexes/);
  });

  it('cannot be opened when its files are damaged, and says what is wrong', async () => {
    await (await temporaryDynamoDb({ dataDir })).stop();
    await writeFile(join(dataDir, 'dynamodb', 'store', 'CURRENT'), 'nonsense');

    const refusal = await temporaryDynamoDb({ dataDir }).catch((error: unknown) => error);

    expect(refusal)
      .to.be.instanceOf(StartError)
      .with.property('message')
      .that.matches(/CURRENT/);
  });

  it('begins with a table whose making was cut off by a kill', async () => {
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

interface Host {
  readonly process: ChildProcess;
  readonly url: string;
}

/** A process group of its own, so that a test can kill the whole tree at once. */
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

const placesOf = (rows: readonly Row[]): readonly string[] =>
  rows.map((row) => `${row['id']?.S} in shard ${row['shard']?.S}`).toSorted();

async function tableIds(client: DynamoDBClient): Promise<readonly string[]> {
  return (await tableRows(client)).map((row) => String(row['id']?.S)).toSorted();
}

function shardOf(id: string): string {
  return String(id.length % shards.length);
}

function storeProcesses(): readonly number[] {
  const pids = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'store-process.ts'], { encoding: 'utf8' });
  return pids.trim().split('\n').map(Number);
}

function developerClient(endpoint: string, maxAttempts: number): DynamoDBClient {
  const credentials = { accessKeyId: 'developer', secretAccessKey: 'any' };
  return new DynamoDBClient({ region: 'eu-central-1', endpoint, credentials, maxAttempts });
}

async function markAsCreating(dataDir: string): Promise<void> {
  const { db } = await openDurableStore(join(dataDir, 'dynamodb', 'store'));
  await new Promise((resolve) => db.put('table~things', { ...thingsTable.create, TableStatus: 'CREATING' }, resolve));
  await db.close();
}
