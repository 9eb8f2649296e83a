// The local AWS against its ceiling, a server that does nothing but the SDK calls: throughput, start and memory.
// Usage: make bench BENCH=system
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSeededRandom } from '#support/local/seeded-random.ts';
import { type SpawnedProgram, spawnGroup, spawnLocal } from '#support/local/spawn-local.ts';
import { repository } from '#support/local/stack-variants.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { type Measurement, median } from '#tools/docs/benchmark-table.ts';
import { fullOrQuick, isQuick, report } from '#tools/docs/benchmarks.ts';
import { generateLoad } from './load-generator.ts';
import type { ProfileRequest } from './mixed-profile.ts';
import { residentMegabytes } from './resident-memory.ts';

const rounds = fullOrQuick(7, 3);
const turnMillis = fullOrQuick(3000, 1000);
const warmUpMillis = fullOrQuick(8000, 2000);
const starts = fullOrQuick(5, 2);
const idCount = 200;
const idsPerLookup = 20;
const connectionsMax = 32;
const connectionCounts = isQuick ? [connectionsMax] : [1, 8, connectionsMax];

interface Running {
  readonly name: string;
  readonly url: string;
  readonly apiKey: string;
}

interface Workload {
  readonly name: string;
  readonly next: () => ProfileRequest;
  /** Of the rate at 32 connections, as a fraction of the ceiling's. */
  readonly target?: number;
}

const random = createSeededRandom();
const toId = (number: number): string => `KEY-${String(number).padStart(3, '0')}`;
const pickId = (): string => toId(Math.floor(random() * idCount));
let lastPut = 0;

const workloads: readonly Workload[] = [
  { name: 'GET', next: () => ({ method: 'GET', path: `/customer-ids/${pickId()}` }), target: 0.9 },
  {
    name: 'PUT',
    next: () => {
      lastPut += 1;
      return { method: 'PUT', path: `/customer-ids/NEW-${lastPut}` };
    },
    target: 0.9,
  },
  {
    name: `look-up of ${idsPerLookup} IDs`,
    next: () => ({
      method: 'POST',
      path: '/lookups',
      body: JSON.stringify({ ids: Array.from({ length: idsPerLookup }, pickId) }),
    }),
  },
  { name: 'list of 50 IDs', next: () => ({ method: 'GET', path: '/customer-ids?limit=50' }), target: 0.8 },
];

/** Good responses per second. */
async function measureRate(system: Running, connections: number, millis: number, next?: Workload['next']) {
  const { goodPerSecond, refusals } = await generateLoad({
    ...system,
    mode: { kind: 'closed', connections },
    durationMillis: millis,
    random,
    runName: 'BENCH',
    nextRequest: next,
  });
  if (Object.keys(refusals).length > 0) throw new Error(`${system.name} refused requests: ${JSON.stringify(refusals)}`);
  return goodPerSecond;
}

async function warmUp(system: Running): Promise<void> {
  let number = 0;
  const addAll = () => ({ method: 'PUT', path: `/customer-ids/${toId(number++ % idCount)}` }) as const;
  await measureRate(system, 8, warmUpMillis / 4, addAll);
  for (const { next } of workloads) await measureRate(system, connectionsMax, warmUpMillis, next);
}

/** Both systems in turns, the first one alternating. */
async function compare(local: Running, bare: Running, workload: Workload, connections: number) {
  const localRates: number[] = [];
  const bareRates: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const measureLocal = async () => localRates.push(await measureRate(local, connections, turnMillis, workload.next));
    const measureBare = async () => bareRates.push(await measureRate(bare, connections, turnMillis, workload.next));
    const turns = round % 2 === 0 ? [measureLocal, measureBare] : [measureBare, measureLocal];
    for (const measure of turns) await measure();
  }
  const label = `${workload.name}, ${connections} connection${connections === 1 ? '' : 's'}`;
  const ratios = localRates.map((rate, round) => rate / (bareRates[round] ?? Number.NaN));
  process.stdout.write(`${label}: ${median(localRates).toFixed(0)}/s, ${median(ratios).toFixed(2)} of the ceiling\n`);
  const target =
    workload.target !== undefined && connections === connectionsMax ? { atLeast: workload.target } : undefined;
  return [
    { name: label, values: localRates, unit: '/s' },
    { name: `${label}, relative to the ceiling`, values: ratios, ...(target && { target }) },
  ];
}

async function measureOthers(local: Running): Promise<readonly Measurement[]> {
  const list = () => ({ method: 'GET', path: '/customer-ids?limit=50' }) as const;
  const submissions = () => ({ method: 'GET', path: '/submissions' }) as const;
  const ratios: number[] = [];
  const mixed: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const ids = await measureRate(local, connectionsMax, turnMillis, list);
    ratios.push((await measureRate(local, connectionsMax, turnMillis, submissions)) / ids);
    mixed.push(await measureRate(local, connectionsMax, turnMillis));
  }
  return [
    { name: 'list of submissions, relative to the list of 50 IDs', values: ratios, target: { atLeast: 0.9 } },
    { name: 'mixed requests, 32 connections', values: mixed, unit: '/s' },
  ];
}

async function measureStart(dataDir: string, apiKey: string): Promise<number> {
  const startedAt = performance.now();
  const program = spawnLocal('main.ts', { PORT: '0', AWS_PORT: '0', DATA_DIR: dataDir });
  try {
    const [, url = ''] = await program.waitForOutput(/Page\s+(http:\S+)/);
    const { status } = await fetch(`${url}/api/customer-ids`, { headers: { 'x-api-key': apiKey } });
    if (status !== 200) throw new Error(`The first response had status ${status}.`);
    return performance.now() - startedAt;
  } finally {
    program.signal('SIGTERM');
    await program.exited;
  }
}

async function withPrograms(act: (local: SpawnedProgram, bare: SpawnedProgram, dataDir: string) => Promise<void>) {
  const dataDir = temporaryFolder();
  const local = spawnLocal('main.ts', { PORT: '0', AWS_PORT: '0', DATA_DIR: join(dataDir, 'local') });
  const bareFile = join(repository, 'local/bench/bare-system.ts');
  const command = [process.execPath, '--experimental-strip-types', '--disable-warning=ExperimentalWarning', bareFile];
  const bare = spawnGroup([...command, join(dataDir, 'bare')], { PATH: process.env['PATH'] ?? '' });
  const stop = () => {
    for (const program of [local, bare]) program.killTree();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', stop);
  try {
    await act(local, bare, dataDir);
  } finally {
    process.removeListener('exit', stop);
    stop();
  }
}

const settleMillis = 3000;

async function measure(local: SpawnedProgram, bare: SpawnedProgram, dataDir: string): Promise<readonly Measurement[]> {
  const [, url = ''] = await local.waitForOutput(/Page\s+(http:\S+)/);
  const [, apiKey = ''] = await local.waitForOutput(/API key\s+(\S+)/);
  const [, port = ''] = await bare.waitForOutput(/"port":(\d+)/);
  await sleep(settleMillis);
  const idle = residentMegabytes(local.pid);
  const systems: readonly [Running, Running] = [
    { name: 'The local AWS', url, apiKey },
    { name: 'The ceiling', url: `http://127.0.0.1:${port}`, apiKey },
  ];
  for (const system of systems) await warmUp(system);
  const measurements: Measurement[] = [];
  for (const workload of workloads)
    for (const connections of connectionCounts)
      measurements.push(...(await compare(...systems, workload, connections)));
  measurements.push(...(await measureOthers(systems[0])));
  const loaded = residentMegabytes(local.pid);
  local.signal('SIGTERM');
  await local.exited;
  const startMillis: number[] = [];
  for (let start = 0; start < starts; start += 1) startMillis.push(await measureStart(join(dataDir, 'local'), apiKey));
  return [
    ...measurements,
    {
      name: 'start, everything built, to the first response',
      values: startMillis,
      unit: 'ms',
      target: { atMost: 1500 },
    },
    ...(idle === undefined ? [] : [{ name: 'memory, idle', values: [idle], unit: 'MB', target: { atMost: 300 } }]),
    ...(loaded === undefined
      ? []
      : [{ name: 'memory, after the load', values: [loaded], unit: 'MB', target: { atMost: 450 } }]),
  ];
}

await withPrograms(async (...programs) =>
  report({
    title: 'The local system',
    command: 'make bench BENCH=system',
    text: `The local AWS as \`make start\` runs it, against a ceiling: node:http, workers with the official SDK client, and the same store with its fsync before each response, but no gateway, keys, validation, handlers, logs or metrics. As on Lambda, a worker processes one request at a time. Both run all the time; they are measured in turns of ${turnMillis / 1000} s, and each ratio compares two neighbouring turns. The generator sends from a third process.`,
    measurements: await measure(...programs),
  }),
);
