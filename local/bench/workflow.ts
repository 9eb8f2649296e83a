// How fast the workflow takes in a flood: submissions of 100 IDs each, all posted as fast as they are accepted, until
// every one is completed. Beside it, in the same run, how fast the same store takes the same rows from a bare SDK loop.
// Usage: make bench [SUBMISSIONS=1000]
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type HttpClient, httpClient } from '#support/local/http-client.ts';
import { type SpawnedProgram, spawnLocal } from '#support/local/spawn-local.ts';
import { resourceOf } from '#support/local/stack-variants.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';

const submissionCount = Number(process.env['SUBMISSIONS'] ?? 1000);
const idsPerSubmission = 100;
const posters = 8;
const barePuts = 5000;
const bareWriters = 48;

interface Completion {
  readonly status: string;
  readonly receivedAt: string;
  readonly completedAt?: string;
  readonly counts: Readonly<Record<string, number>>;
}

const print = (line: string) => process.stdout.write(`${line}\n`);

async function inParallel(count: number, workers: number, work: (index: number) => Promise<unknown>): Promise<void> {
  const waiting = Array.from({ length: count }, (_, index) => index).values();
  const worker = async () => {
    for (const index of waiting) await work(index);
  };
  await Promise.all(Array.from({ length: workers }, worker));
}

async function post(send: HttpClient, index: number): Promise<void> {
  const ids = Array.from({ length: idsPerSubmission }, (_, number) => `FLOOD-${index}-${number}`);
  const headers = { 'content-type': 'application/json', 'idempotency-key': `flood-${index}` };
  for (;;) {
    const { status } = await send({ method: 'POST', path: '/submissions', headers, body: JSON.stringify({ ids }) });
    if (status === 202) return;
    await sleep(200);
  }
}

async function listed(send: HttpClient): Promise<readonly Completion[]> {
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

async function followAll(send: HttpClient, memory: () => void): Promise<readonly Completion[]> {
  for (;;) {
    await sleep(2000);
    memory();
    const all = await listed(send);
    const open = all.filter(({ status }) => status === 'received').length;
    print(`  ${all.length - open} of ${all.length} done`);
    if (open === 0 && all.length === submissionCount) return all;
  }
}

/** Megabytes that the program and what it started hold, where /proc tells. */
function residentMegabytes({ pid }: SpawnedProgram): number {
  const status = (process: string | number) => readFileSync(`/proc/${process}/status`, 'utf8');
  const numberIn = (text: string, name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1] ?? 0);
  const family = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && belongsTo(name, pid));
  const belonging = family.map((process) => numberIn(status(process), 'VmRSS'));
  return Math.round(belonging.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1024);

  function belongsTo(process: string, ancestor: number): boolean {
    if (Number(process) === ancestor) return true;
    try {
      return numberIn(status(process), 'PPid') === ancestor;
    } catch {
      return false;
    }
  }
}

async function bareLoop(awsUrl: string): Promise<number> {
  const TableName = String(resourceOf('aws_dynamodb_table', ({ hash_key }) => hash_key === 'id')['name']);
  const client = new DynamoDBClient({
    endpoint: awsUrl,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'developer', secretAccessKey: 'developer' },
  });
  const startedAt = performance.now();
  await inParallel(barePuts, bareWriters, (index) =>
    client.send(
      new PutItemCommand({
        TableName,
        Item: {
          id: { S: `BARE-${index}` },
          shard: { S: String(index % 4) },
          createdAt: { S: '' },
          source: { S: 'api' },
        },
        ConditionExpression: 'attribute_not_exists(id)',
      }),
    ),
  );
  client.destroy();
  return (barePuts * 1000) / (performance.now() - startedAt);
}

const percentile = (sorted: readonly number[], part: number) => sorted[Math.floor((sorted.length - 1) * part)] ?? 0;

async function main(): Promise<void> {
  const dataDir = temporaryFolder();
  const program = spawnLocal('main.ts', { PORT: '0', AWS_PORT: '0', DATA_DIR: dataDir });
  try {
    const [, url = ''] = await program.shows(/Page\s+(http:\S+)/);
    const [, awsUrl = ''] = await program.shows(/AWS APIs\s+(http:\S+)/);
    const apiKey = readFileSync(join(dataDir, 'api-key'), 'utf8').trim();
    const send = httpClient(`${url}/api`, { 'x-api-key': apiKey });
    const bare = await bareLoop(awsUrl);

    const resident: number[] = [];
    const startedAt = performance.now();
    await inParallel(submissionCount, posters, (index) => post(send, index));
    const accepted = performance.now() - startedAt;
    const ends = await followAll(send, () => resident.push(residentMegabytes(program)));
    const seconds = (performance.now() - startedAt) / 1000;

    const perSecond = (submissionCount * idsPerSubmission) / seconds;
    const waits = ends
      .map(({ receivedAt, completedAt }) => Date.parse(completedAt ?? '') - Date.parse(receivedAt))
      .sort((one, other) => one - other);
    const added = ends.reduce((sum, { counts }) => sum + (counts['added'] ?? 0), 0);
    const completed = ends.filter(({ status }) => status === 'completed').length;
    print(
      [
        '',
        `| ${submissionCount} submissions of ${idsPerSubmission} IDs, ${cpus().length} cores, Node ${process.version} | |`,
        '| --- | ---: |',
        `| completed, IDs added | ${completed}, ${added} |`,
        `| IDs/s from the first POST to the last completion | ${perSecond.toFixed(0)} |`,
        `| the same store, bare SDK loop, puts/s | ${bare.toFixed(0)} |`,
        `| ratio | ${(perSecond / bare).toFixed(2)} |`,
        `| all accepted after | ${(accepted / 1000).toFixed(1)} s |`,
        `| received to completed, p50 / p95 | ${percentile(waits, 0.5) / 1000} / ${percentile(waits, 0.95) / 1000} s |`,
        `| memory, first / last / most | ${resident[0]} / ${resident.at(-1)} / ${Math.max(...resident)} MB |`,
      ].join('\n'),
    );
  } finally {
    program.killTree();
    await program.ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();
