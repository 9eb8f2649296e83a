// Workflow throughput: submissions of 100 IDs each, posted as fast as they are accepted, until all are completed.
// For comparison, the same run writes rows to the same store with a plain SDK loop.
// Usage: make bench BENCH=workflow [SUBMISSIONS=1000]
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type HttpClient, httpClient } from '#support/local/http-client.ts';
import { type SpawnedLocalAws, withSpawnedLocalAws } from '#support/local/spawned-local-aws.ts';
import { resourceOf } from '#support/local/stack-variants.ts';
import { submit, waitUntilCompleted } from '#support/local/submissions.ts';
import { type Measurement, percentile } from '#tools/docs/benchmark-table.ts';
import { fullOrQuick, report } from '#tools/docs/benchmarks.ts';
import { residentMegabytes } from './resident-memory.ts';

const submissionCount = Number(process.env['SUBMISSIONS'] ?? fullOrQuick(1000, 100));
const idsPerSubmission = 100;
const posters = 8;
const barePuts = fullOrQuick(5000, 1000);
const bareWriters = 48;
const idleSubmissions = fullOrQuick(20, 5);

interface Completion {
  readonly status: string;
  readonly receivedAt: string;
  readonly completedAt?: string;
  readonly counts: Readonly<Record<string, number>>;
}

const print = (line: string) => process.stdout.write(`${line}\n`);
const createIds = (prefix: string): readonly string[] =>
  Array.from({ length: idsPerSubmission }, (_, number) => `${prefix}-${number}`);

async function runConcurrently(
  count: number,
  workers: number,
  work: (index: number) => Promise<unknown>,
): Promise<void> {
  const waiting = Array.from({ length: count }, (_, index) => index).values();
  const worker = async () => {
    for (const index of waiting) await work(index);
  };
  await Promise.all(Array.from({ length: workers }, worker));
}

async function post(send: HttpClient, index: number): Promise<void> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': `flood-${index}` };
  const body = JSON.stringify({ ids: createIds(`FLOOD-${index}`) });
  for (;;) {
    const { status } = await send({ method: 'POST', path: '/submissions', headers, body });
    if (status === 202) return;
    await sleep(200);
  }
}

async function listSubmissions(send: HttpClient): Promise<readonly Completion[]> {
  const all: Completion[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { text } = await send({ method: 'GET', path: `/submissions?limit=100${cursor && `&cursor=${cursor}`}` });
    const page: { items: Completion[]; nextCursor: string | null } = JSON.parse(text);
    all.push(...page.items);
    cursor = page.nextCursor;
  }
  return all;
}

async function waitUntilAllCompleted(
  send: HttpClient,
  before: number,
  onPoll: () => void,
): Promise<readonly Completion[]> {
  for (;;) {
    await sleep(2000);
    onPoll();
    const flood = (await listSubmissions(send)).slice(0, -before);
    const open = flood.filter(({ status }) => status === 'received').length;
    print(`  ${flood.length - open} of ${submissionCount} completed`);
    if (open === 0 && flood.length === submissionCount) return flood;
  }
}

/** Puts per second. */
async function measureSdkLoop(awsUrl: string): Promise<number> {
  const TableName = String(resourceOf('aws_dynamodb_table', ({ hash_key }) => hash_key === 'id')['name']);
  const client = new DynamoDBClient({
    endpoint: awsUrl,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'developer', secretAccessKey: 'developer' },
  });
  const ConditionExpression = 'attribute_not_exists(id)';
  const startedAt = performance.now();
  await runConcurrently(barePuts, bareWriters, (index) => {
    const Item = {
      id: { S: `BARE-${index}` },
      shard: { S: String(index % 4) },
      createdAt: { S: '' },
      source: { S: 'api' },
    };
    return client.send(new PutItemCommand({ TableName, Item, ConditionExpression }));
  });
  client.destroy();
  return (barePuts * 1000) / (performance.now() - startedAt);
}

const waitMillis = ({ receivedAt, completedAt }: Completion) => Date.parse(completedAt ?? '') - Date.parse(receivedAt);

/** Latency of sequential submissions on an idle system. */
async function measureSequential(send: HttpClient): Promise<readonly number[]> {
  for (let index = 0; index < idleSubmissions; index += 1)
    await waitUntilCompleted(send, await submit(send, createIds(`IDLE-${index}`)));
  return (await listSubmissions(send)).map(waitMillis);
}

async function measure({ pid, url, awsUrl, apiKey }: SpawnedLocalAws): Promise<readonly Measurement[]> {
  const send = httpClient(`${url}/api`, { 'x-api-key': apiKey });
  print('Sequential submissions, then a plain SDK loop, then concurrent submissions');
  const alone = await measureSequential(send);
  const bare = await measureSdkLoop(awsUrl);

  const memory: number[] = [];
  const startedAt = performance.now();
  await runConcurrently(submissionCount, posters, (index) => post(send, index));
  const acceptedMillis = performance.now() - startedAt;
  const flood = await waitUntilAllCompleted(send, idleSubmissions, () => {
    const held = residentMegabytes(pid);
    if (held !== undefined) memory.push(held);
  });
  const perSecond = (submissionCount * idsPerSubmission * 1000) / (performance.now() - startedAt);

  const added = flood.reduce((sum, { counts }) => sum + (counts['added'] ?? 0), 0);
  const waits = flood.map((completion) => waitMillis(completion) / 1000);
  return [
    { name: 'single submission, accepted to completed', values: alone, unit: 'ms', target: { atMost: 400 } },
    { name: 'load, IDs added', values: [added], target: { atLeast: submissionCount * idsPerSubmission } },
    {
      name: 'load, throughput from first POST to last completion',
      values: [perSecond],
      unit: 'IDs/s',
      target: { atLeast: 250 },
    },
    { name: 'baseline: SDK loop on the same store', values: [bare], unit: 'puts/s' },
    { name: 'load throughput relative to the baseline', values: [perSecond / bare], target: { atLeast: 0.6 } },
    { name: 'load, until all are accepted', values: [acceptedMillis / 1000], unit: 's' },
    { name: 'load, accepted to completed', values: waits, unit: 's' },
    { name: 'load, accepted to completed, 95th percentile', values: [percentile(waits, 0.95)], unit: 's' },
    ...(memory.length > 0 ? [{ name: 'memory, sampled every two seconds', values: memory, unit: 'MB' }] : []),
  ];
}

await withSpawnedLocalAws(async (local) =>
  report({
    title: 'Workflow under load',
    command: `make bench BENCH=workflow SUBMISSIONS=${submissionCount}`,
    text: `${submissionCount} submissions of ${idsPerSubmission} IDs, posted by ${posters} clients as fast as they are accepted, on the local AWS with an fsync before each response. "Single" is one submission at a time on an idle system.`,
    measurements: await measure(local),
  }),
);
