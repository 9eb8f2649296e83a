// make torture: repeats every part with new seeds for MINUTES, continues where the last run of the same code ended, and
// writes docs/torture.md. PART=D runs the parts whose ID is or begins so; PART=D5 SEED=17 repeats one run.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '#support/local/stack-variants.ts';
import { listParts, rounds, seedOf, type TorturePart, type TortureParts } from './torture-parts.ts';
import { type TortureResults, tortureReport } from './torture-report.ts';

const folder = join(repository, '.data');
const resultsFile = join(folder, 'torture.json');
const print = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const torture = listParts();
  const { parts, renew } = torture;
  const prefix = process.env['PART'] ?? '';
  const exact = parts.filter(({ id }) => id === prefix);
  const chosen = exact.length > 0 ? exact : parts.filter(({ id }) => id.startsWith(prefix));
  if (chosen.length === 0) {
    print(`PART=${prefix} matches none of ${parts.map(({ id }) => id).join(', ')}.`);
    process.exitCode = 1;
    return;
  }
  const seed = process.env['SEED'];
  try {
    if (seed) await repeatSeed(chosen, Number(seed));
    else await runInRounds(torture, chosen);
  } finally {
    await renew();
  }
}

async function repeatSeed(parts: readonly TorturePart[], seed: number): Promise<void> {
  for (const { id, run } of parts) {
    await run(seed);
    print(`${id} kept its promise with the seed ${seed}.`);
  }
}

/** In each round, every part runs the same share of its full size. */
async function runInRounds({ parts, renew }: TortureParts, chosen: readonly TorturePart[]): Promise<void> {
  const deadline = performance.now() + Number(process.env['MINUTES'] ?? 10) * 60_000;
  const results = readResults();
  const isOpen = ({ id, fullRuns }: TorturePart): boolean =>
    performance.now() < deadline && (results.parts[id]?.runs ?? 0) < fullRuns;
  while (chosen.some(isOpen)) {
    for (const part of chosen)
      for (let run = 0; run < part.fullRuns / rounds && isOpen(part); run += 1) await runOnce(part, results);
    await renew();
  }
  writeFileSync(join(repository, 'docs/torture.md'), tortureReport(parts, results));
  const violations = Object.values(results.parts).flatMap((part) => part.violations);
  for (const violation of violations) print(violation);
  if (violations.length > 0) process.exitCode = 1;
}

async function runOnce({ id, run }: TorturePart, results: TortureResults): Promise<void> {
  const before = results.parts[id] ?? { runs: 0, violations: [] };
  const seed = seedOf(id, before.runs + 1);
  const failure = await run(seed).then(
    () => undefined,
    (error: unknown) => `PART=${id} SEED=${seed}: ${String(error).split('\n').slice(0, 3).join(' ')}`,
  );
  results.parts[id] = {
    runs: before.runs + 1,
    violations: failure === undefined ? before.violations : [...before.violations, failure],
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(resultsFile, JSON.stringify(results));
}

/** Starts over after a commit that changed code: the results of other code prove nothing. */
function readResults(): TortureResults {
  const log = ['log', '-1', '--format=%h', '--', 'functions', 'infra', 'local', 'statemachine'];
  const commit = execFileSync('git', log, { cwd: repository, encoding: 'utf8' }).trim();
  const before: TortureResults | undefined = existsSync(resultsFile)
    ? JSON.parse(readFileSync(resultsFile, 'utf8'))
    : undefined;
  return before?.commit === commit ? before : { commit, parts: {} };
}

await main();
