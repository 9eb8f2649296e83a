// The ceiling of make bench BENCH=system: node:http, workers with the official SDK client, and the same store. No gateway,
// keys, validation, handlers, logs or metrics. As on Lambda, a worker processes one request at a time.
// Usage: node local/bench/bare-system.ts DATA_DIR
import { once } from 'node:events';
import { createServer } from 'node:http';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { startDynamoDb } from '#local/dynamodb/dynamo-db.ts';
import { tableDefinition } from '#local/dynamodb/table-definition.ts';
import { defaultRunLimits } from '#local/lambda/run-slots.ts';
import { readStack } from '#local/stack.ts';
import { stackFile } from '#support/local/stack-variants.ts';

interface BareRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

const print = (line: string) => process.stdout.write(`${line}\n`);
const shards = ['0', '1', '2', '3'];

async function serve(dataDir: string): Promise<void> {
  const stack = readStack(stackFile);
  const tables = stack.ofType('aws_dynamodb_table').map((table) => tableDefinition(table, stack.arnPrefix('dynamodb')));
  const { endpointUrl } = await startDynamoDb({ dataDir, tables, stackFile, log: print });
  const table = tables.find(({ create }) => create.KeySchema[0]?.AttributeName === 'id')?.name;
  const perform = startWorkers({ endpointUrl, table });
  const server = createServer((incoming, response) => {
    let body = '';
    incoming.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    incoming.on('end', async () => {
      const text = await perform({ method: String(incoming.method), path: String(incoming.url), body });
      response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    });
  });
  server.listen(0, '127.0.0.1', () => print(`Listens on ${JSON.stringify(server.address())}`));
}

function startWorkers(data: { readonly endpointUrl: string | undefined; readonly table: string | undefined }) {
  const idle = Array.from(
    { length: defaultRunLimits.busyMax },
    () => new Worker(new URL(import.meta.url), { workerData: data }),
  );
  const waiting: ((worker: Worker) => void)[] = [];
  const takeWorker = async (): Promise<Worker> => idle.pop() ?? new Promise((resolve) => waiting.push(resolve));
  return async (request: BareRequest): Promise<string> => {
    const worker = await takeWorker();
    worker.postMessage(request);
    const [body] = await once(worker, 'message');
    const next = waiting.shift();
    if (next) next(worker);
    else idle.push(worker);
    return body;
  };
}

interface BareStore {
  readonly client: DynamoDBClient;
  readonly table: string;
}

function work({ endpointUrl, table }: { readonly endpointUrl: string; readonly table: string }): void {
  const client = new DynamoDBClient({
    endpoint: endpointUrl,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'developer', secretAccessKey: 'developer' },
  });
  parentPort?.on('message', async (request: BareRequest) => {
    parentPort?.postMessage(JSON.stringify(await perform(request, { client, table })));
  });
}

async function perform({ method, path, body }: BareRequest, store: BareStore): Promise<unknown> {
  const { client, table: TableName } = store;
  const id = decodeURIComponent(path.split('/').at(-1) ?? '');
  if (method === 'PUT') return put(id, store);
  if (method === 'POST') return lookUp(body, store);
  if (path.includes('?')) return Promise.all(shards.map((shard) => list(shard, store)));
  return client.send(new GetItemCommand({ TableName, Key: { id: { S: id } }, ConsistentRead: true }));
}

function put(id: string, { client, table: TableName }: BareStore): Promise<unknown> {
  const shard = { S: shards[id.length % shards.length] ?? '' };
  const Item = { id: { S: id }, shard, createdAt: { S: new Date().toISOString() } };
  return client
    .send(new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(id)' }))
    .catch(({ name }: Error) => name);
}

function lookUp(body: string, { client, table }: BareStore): Promise<unknown> {
  const { ids }: { readonly ids: readonly string[] } = JSON.parse(body);
  const Keys = [...new Set(ids)].map((id) => ({ id: { S: id } }));
  return client.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }));
}

function list(shard: string, { client, table: TableName }: BareStore): Promise<unknown> {
  return client.send(
    new QueryCommand({
      TableName,
      IndexName: 'active_by_id',
      KeyConditionExpression: '#shard = :shard',
      ExpressionAttributeNames: { '#shard': 'shard' },
      ExpressionAttributeValues: { ':shard': { S: shard } },
      Limit: 50,
    }),
  );
}

if (parentPort) work(workerData);
else await serve(String(process.argv[2]));
