import { strict as assert } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import { generateLoad, type LoadMode, type LoadReport } from '#bench/load-generator.ts';
import { residentMegabytes } from '#bench/resident-memory.ts';
import { httpClient, withRetries } from '#support/local/http-client.ts';
import type { SpawnedLocalAws } from '#support/local/spawned-local-aws.ts';
import { waitUntilCompleted } from '#support/local/submissions.ts';

const connections = 32;
const lookupIdsMax = 100;

export interface LoadPhase extends LoadReport {
  readonly name: string;
  /** At the end of the phase. */
  readonly residentMegabytes: number | undefined;
}

export interface OverloadReport {
  readonly phases: readonly LoadPhase[];
  /** Goodput under overload as a fraction of the one before. */
  readonly goodputKept: number;
  /** From the end of the overload to the first ten requests in a row that are not refused. */
  readonly recoverySeconds: number;
}

/** Load, then ten times as many connections, then load again. Rejects if an acknowledged write is missing. */
export async function runOverload(
  local: SpawnedLocalAws,
  secondsPerPhase: number,
  random: () => number,
): Promise<OverloadReport> {
  const run = (name: string, mode: LoadMode) => runPhase(local, { name, mode, secondsPerPhase, random });
  const before = await run('before', { kind: 'closed', connections });
  const overload = await run('overload', { kind: 'closed', connections: 10 * connections });
  const recoverySeconds = await measureRecovery(local);
  const after = await run('after', { kind: 'closed', connections });
  const phases = [before, overload, after];
  for (const phase of phases) await verifyAcknowledged(local, phase);
  return { phases, goodputKept: overload.goodPerSecond / before.goodPerSecond, recoverySeconds };
}

interface PhaseOptions {
  readonly name: string;
  readonly mode: LoadMode;
  readonly secondsPerPhase: number;
  readonly random: () => number;
}

async function runPhase(local: SpawnedLocalAws, { name, mode, secondsPerPhase, random }: PhaseOptions) {
  const { url, apiKey, pid } = local;
  const report = await generateLoad({
    url,
    apiKey,
    mode,
    durationMillis: secondsPerPhase * 1000,
    random,
    runName: name,
  });
  return { ...report, name, residentMegabytes: residentMegabytes(pid) };
}

async function measureRecovery(local: SpawnedLocalAws): Promise<number> {
  const send = toClient(local);
  const startedAt = performance.now();
  for (let good = 0; good < 10; ) {
    const { status } = await send({ method: 'PUT', path: '/customer-ids/RECOVERED' });
    good = status < 300 ? good + 1 : 0;
    if (good === 0) await sleep(50);
  }
  return (performance.now() - startedAt) / 1000;
}

/** Every ID whose creation was acknowledged is active, and every accepted submission completes. */
export async function verifyAcknowledged(local: SpawnedLocalAws, report: LoadReport): Promise<void> {
  const send = withRetries(toClient(local));
  const headers = { 'content-type': 'application/json' };
  for (let from = 0; from < report.addedIds.length; from += lookupIdsMax) {
    const body = JSON.stringify({ ids: report.addedIds.slice(from, from + lookupIdsMax) });
    const { text } = await send({ method: 'POST', path: '/lookups', headers, body });
    const { results }: { results: readonly { readonly id: string; readonly state: string }[] } = JSON.parse(text);
    assert.deepEqual(
      results.filter(({ state }) => state !== 'active'),
      [],
      'acknowledged and not active',
    );
  }
  for (const submissionId of report.submissionIds) await waitUntilCompleted(send, submissionId);
}

const toClient = ({ url, apiKey }: SpawnedLocalAws) => httpClient(`${url}/api`, { 'x-api-key': apiKey });
