// Load of the mixed profile, ten times as many connections, and load again: goodput, latency, refusals, memory.
// Usage: make bench BENCH=load [SECONDS=600]
import { availableParallelism } from 'node:os';
import { createSeededRandom } from '#support/local/seeded-random.ts';
import { withSpawnedLocalAws } from '#support/local/spawned-local-aws.ts';
import { type LoadPhase, runOverload } from '#torture/overload.ts';
import type { Latency } from './load-generator.ts';

const seconds = Number(process.env['SECONDS'] ?? 600);
const print = (line: string) => process.stdout.write(`${line}\n`);

const describeLatency = (latency: Latency | undefined): string =>
  latency
    ? `p50 ${Math.round(latency.p50)}, p95 ${Math.round(latency.p95)}, p99 ${Math.round(latency.p99)}, max ${Math.round(latency.max)} ms`
    : 'none';

function printPhase(phase: LoadPhase): void {
  print(`${phase.name}: ${phase.good} of ${phase.requests} requests good, ${phase.goodPerSecond.toFixed(0)}/s`);
  print(`  accepted: ${describeLatency(phase.accepted)}`);
  print(`  refused: ${describeLatency(phase.refused)}; ${JSON.stringify(phase.refusals)}`);
  print(`  without Retry-After: ${phase.withoutRetryAfter}; memory ${phase.residentMegabytes ?? '–'} MB`);
  print(`  lag of the generator: ${Math.round(phase.ownLagMillis)} ms`);
}

print(`${seconds} s per phase, ${availableParallelism()} cores, ${new Date().toISOString().slice(0, 10)}`);
await withSpawnedLocalAws(async (local) => {
  const { phases, goodputKept, recoverySeconds } = await runOverload(local, seconds, createSeededRandom());
  for (const phase of phases) printPhase(phase);
  print(
    `goodput kept under overload: ${Math.round(goodputKept * 100)} %; normal after ${recoverySeconds.toFixed(1)} s`,
  );
});
