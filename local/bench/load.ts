// The mixed profile at a constant rate that the machine can serve, then with 32 connections, ten times as many, and 32 again: latency, goodput,
// refusals, recovery and memory.
// Usage: make bench BENCH=load [SECONDS=600]
import { setInterval as every } from 'node:timers/promises';
import { createSeededRandom } from '#support/local/seeded-random.ts';
import { type SpawnedLocalAws, withSpawnedLocalAws } from '#support/local/spawned-local-aws.ts';
import { timePlot } from '#tools/docs/benchmark-plot.ts';
import type { Measurement } from '#tools/docs/benchmark-table.ts';
import { fullOrQuick, report } from '#tools/docs/benchmarks.ts';
import { type LoadPhase, type OverloadReport, runOverload, verifyAcknowledged } from '#torture/overload.ts';
import { generateLoad, type LoadMode, type LoadReport } from './load-generator.ts';
import { residentMegabytes } from './resident-memory.ts';

const seconds = Number(process.env['SECONDS'] ?? fullOrQuick(600, 20));
const secondsPerPhase = Math.max(5, seconds / 10);
const connections = 32;
const requestsPerSecondMax = 300;
/** The constant rate as a fraction of what the machine serves: below the rate at which requests queue up. */
const capacityShare = 0.6;
const sampleMillis = 2000;

const print = (line: string) => process.stdout.write(`${line}\n`);

type Sample = readonly [seconds: number, megabytes: number];

interface Sustained {
  readonly requestsPerSecond: number;
  readonly load: LoadReport;
  readonly memory: readonly Sample[];
}

async function runSustained(local: SpawnedLocalAws, random: () => number): Promise<Sustained> {
  const { pid } = local;
  const run = (runName: string, mode: LoadMode, durationSeconds: number) =>
    generateLoad({ ...local, mode, durationMillis: durationSeconds * 1000, random, runName });
  const capacity = await run('capacity', { kind: 'closed', connections }, secondsPerPhase);
  const requestsPerSecond = Math.min(requestsPerSecondMax, Math.round(capacityShare * capacity.goodPerSecond));
  print(`${requestsPerSecond} requests a second for ${seconds} s`);
  const stop = new AbortController();
  const sampling = sampleMemory(pid, stop.signal);
  const mode = { kind: 'open', requestsPerSecond, connectionsMax: 2 * connections } as const;
  const load = await run('sustained', mode, seconds);
  stop.abort();
  await verifyAcknowledged(local, load);
  return { requestsPerSecond, load, memory: await sampling };
}

/** Until the signal aborts. */
async function sampleMemory(pid: number, signal: AbortSignal): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const startedAt = performance.now();
  try {
    for await (const _ of every(sampleMillis, undefined, { signal })) {
      const megabytes = residentMegabytes(pid);
      if (megabytes !== undefined) samples.push([(performance.now() - startedAt) / 1000, megabytes]);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return samples;
}

/** By least squares, per second. */
function slope(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanTime = mean(samples.map(([time]) => time));
  const meanMemory = mean(samples.map(([, memory]) => memory));
  const products = samples.map(([time, memory]) => (time - meanTime) * (memory - meanMemory));
  return mean(products) / mean(samples.map(([time]) => (time - meanTime) ** 2));
}

function memoryMeasurements(samples: readonly Sample[]): readonly Measurement[] {
  // Heaps and caches fill first.
  const settled = samples.slice(Math.floor(samples.length / 3));
  const [first] = settled;
  const last = settled.at(-1);
  if (!first || !last || settled.length < 3) return [];
  const growth = (100 * slope(settled) * (last[0] - first[0])) / first[1];
  return [
    { name: 'sustained, memory', values: samples.map(([, megabytes]) => megabytes), unit: 'MB' },
    { name: 'sustained, slope of memory after the first third', values: [60 * slope(settled)], unit: 'MB/min' },
    { name: 'sustained, growth of memory', values: [Math.max(0, growth)], unit: '%', target: { atMost: 10 } },
  ];
}

const countRefused = ({ requests, good }: LoadReport): number => requests - good;

function sustainedMeasurements({ requestsPerSecond, load, memory }: Sustained): readonly Measurement[] {
  return [
    {
      name: 'sustained, requests sent',
      values: [requestsPerSecond],
      unit: '/s',
      target: { atLeast: requestsPerSecondMax },
    },
    { name: 'sustained, good responses', values: [load.goodPerSecond], unit: '/s' },
    { name: 'sustained, refused or failed', values: [countRefused(load)], target: { atMost: 0 } },
    { name: 'sustained, accepted, median', values: [load.accepted?.p50 ?? Number.NaN], unit: 'ms' },
    {
      name: 'sustained, accepted, 99th percentile',
      values: [load.accepted?.p99 ?? Number.NaN],
      unit: 'ms',
      target: { atMost: 150 },
    },
    ...memoryMeasurements(memory),
  ];
}

function overloadMeasurements({ phases, goodputKept, recoverySeconds }: OverloadReport): readonly Measurement[] {
  const named = Object.fromEntries(phases.map((phase) => [phase.name, phase]));
  const { before, overload, after } = named;
  if (!before || !overload || !after) throw new Error('A phase of the overload did not run.');
  return [
    { name: '32 connections, good responses', values: [before.goodPerSecond], unit: '/s' },
    { name: 'overload, good responses', values: [overload.goodPerSecond], unit: '/s' },
    { name: 'overload, goodput relative to 32 connections', values: [goodputKept], target: { atLeast: 0.9 } },
    {
      name: 'overload, accepted, 99th percentile',
      values: [overload.accepted?.p99 ?? Number.NaN],
      unit: 'ms',
      target: { atMost: 1000 },
    },
    { name: 'overload, refused, median', values: [overload.refused?.p50 ?? Number.NaN], unit: 'ms' },
    { name: 'overload, refused without Retry-After', values: [overload.withoutRetryAfter], target: { atMost: 0 } },
    { name: 'overload, until service is normal', values: [recoverySeconds], unit: 's', target: { atMost: 5 } },
    { name: '32 connections afterwards, good responses', values: [after.goodPerSecond], unit: '/s' },
    { name: 'generator, lag of its event loop', values: phases.map(({ ownLagMillis }) => ownLagMillis), unit: 'ms' },
  ];
}

function plotGoodput(phases: readonly LoadPhase[]): string {
  const points = phases.flatMap(({ goodBySecond }) => goodBySecond).map((good, second) => [second, good] as const);
  return timePlot('Goodput under overload', [
    { title: `good responses with 32, 320 and 32 connections, ${secondsPerPhase} s each`, unit: 'per second', points },
  ]);
}

function plotSustained({ load, memory }: Sustained): string {
  const points = load.goodBySecond.map((good, second) => [second, good] as const);
  return timePlot('Sustained load', [
    { title: 'good responses', unit: 'per second', points },
    { title: 'resident memory of all processes', unit: 'MB', points: memory },
  ]);
}

function toText(overload: OverloadReport, sustained: Sustained): string {
  const refusals = [sustained.load, ...overload.phases].map(({ refusals }) => JSON.stringify(refusals)).join(', ');
  return `70 % reads, 25 % writes, 5 % submissions. Sustained: ${sustained.requestsPerSecond} requests a second for ${seconds} s, sent when they are due, whatever is pending; the rate is ${100 * capacityShare} % of what ${connections} connections were served before, at most ${requestsPerSecondMax}. Overload: 32 connections for ${secondsPerPhase} s, ten times as many, and 32 again; each sends its next request after a response, and waits for Retry-After when refused. Afterwards every acknowledged ID is active and every accepted submission completed. Refusals of the phases: ${refusals}.`;
}

await withSpawnedLocalAws(async (local) => {
  const random = createSeededRandom();
  const sustained = await runSustained(local, random);
  print(`Overload in three phases of ${secondsPerPhase} s`);
  const overload = await runOverload(local, secondsPerPhase, random);
  report({
    title: 'Load and overload',
    command: `make bench BENCH=load SECONDS=${seconds}`,
    text: toText(overload, sustained),
    measurements: [...sustainedMeasurements(sustained), ...overloadMeasurements(overload)],
    plots: [
      ...(sustained.memory.length > 0 ? [{ name: 'sustained', svg: plotSustained(sustained) }] : []),
      { name: 'goodput', svg: plotGoodput(overload.phases) },
    ],
  });
});
