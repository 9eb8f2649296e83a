import { availableParallelism } from 'node:os';
import { heldByTests, notShown } from './held-by-tests.ts';
import type { TorturePart } from './torture-parts.ts';

export interface PartResult {
  readonly runs: number;
  /** One sentence per run that violated a promise, with the command that repeats it. */
  readonly violations: readonly string[];
}

export interface TortureResults {
  readonly commit: string;
  readonly parts: Record<string, PartResult>;
}

/** docs/torture.md. */
export function tortureReport(parts: readonly TorturePart[], { commit, parts: results }: TortureResults): string {
  const rows = parts.map(({ id, title, fullRuns }) => {
    const { runs = 0, violations = [] } = results[id] ?? {};
    return `| ${id} | ${title} | ${runs} | ${fullRuns} | ${violations.length} |`;
  });
  const violations = Object.values(results).flatMap((result) => result.violations);
  return `# Fault classes in full size

\`make torture\` wrote this file on ${new Date().toISOString().slice(0, 10)}, at ${commit}, on ${availableParallelism()} cores with Node ${process.versions.node}. Every run
has its own seed, and all runs check that no acknowledged write is lost, no write counts twice, every failure is a problem document and no log line
contains a customer ID. \`make torture PART=D5 SEED=17\` repeats one run.

| part | fault and promise | runs | full size | violations |
| --- | --- | ---: | ---: | ---: |
${rows.join('\n')}

${violations.length === 0 ? '' : `## Violations\n\n${violations.map((line) => `- \`${line}\``).join('\n')}\n\n`}## Held by tests

These classes have one test each in \`make test\`, because they need a browser or a whole process.

| class | fault | test |
| --- | --- | --- |
${heldByTests.map(({ id, fault, file, test }) => `| ${id} | ${fault} | [${test}](../${file}) |`).join('\n')}

## Not shown

| class | fault | reason |
| --- | --- | --- |
${notShown.map(({ id, fault, reason }) => `| ${id} | ${fault} | ${reason} |`).join('\n')}

Nothing here ran on AWS or on more than one machine, and durability reaches as far as the operating system keeps its promise of fsync.
`;
}
