// make torture: repeats the fault classes with new seeds for MINUTES, continues where the last run ended, and writes
// docs/torture.md.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { repository } from '#support/local/stack-variants.ts';
import { systemClasses } from './classes/system-classes.ts';
import { runSystemClass, startSystemContext } from './classes/system-context.ts';

interface ClassResult {
  runs: number;
  readonly violations: string[];
}

type Results = Record<string, ClassResult>;

const fullRuns = 200;
const folder = join(repository, '.data');
const stateFile = join(folder, 'torture.json');

async function main(): Promise<void> {
  const part = process.env['PART'] ?? '';
  const deadline = performance.now() + Number(process.env['MINUTES'] ?? 10) * 60_000;
  const results: Results = existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')) : {};
  mkdirSync(folder, { recursive: true });
  const context = await startSystemContext();
  const classes = systemClasses.filter(({ id }) => id.startsWith(part));
  const runsOf = (id: string): number => results[id]?.runs ?? 0;
  try {
    while (performance.now() < deadline) {
      const [next] = classes.toSorted((a, b) => runsOf(a.id) - runsOf(b.id));
      if (!next || runsOf(next.id) >= fullRuns) break;
      const result = results[next.id] ?? { runs: 0, violations: [] };
      results[next.id] = result;
      result.runs += 1;
      await runSystemClass(next, context, result.runs).catch((error: unknown) => {
        result.violations.push(`seed ${result.runs}: ${String(error).split('\n')[0]}`);
      });
      writeFileSync(stateFile, JSON.stringify(results));
    }
  } finally {
    await context.stop();
  }
  writeFileSync(join(repository, 'docs/torture.md'), report(results));
}

function report(results: Results): string {
  const rows = systemClasses.map(({ id, title }) => {
    const { runs = 0, violations = [] } = results[id] ?? {};
    return `| ${id} | ${title} | ${runs} | ${violations.length} |`;
  });
  const total = Object.values(results).reduce((sum, { runs }) => sum + runs, 0);
  const share = ((100 * total) / (fullRuns * systemClasses.length)).toFixed(1);
  const violations = Object.entries(results).flatMap(([id, result]) =>
    result.violations.map((text) => `- ${id}, ${text}`),
  );
  return `# Fault classes in full size

\`make torture\` wrote this file on ${new Date().toISOString().slice(0, 10)}, on ${availableParallelism()} cores with Node ${process.versions.node}. Seeds count from 1
in each class. ${total} of ${fullRuns * systemClasses.length} runs, ${share} % of the full size.

| class | fault and promise | runs | violations |
| --- | --- | ---: | ---: |
${rows.join('\n')}
${violations.length > 0 ? `\n## Violations\n\n${violations.join('\n')}\n` : ''}`;
}

await main();
