import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testMessages } from '#tools/lib/terraform.ts';

export interface Guarantees {
  readonly file: string;
  readonly runs: readonly string[];
}

/** Evaluated by tests of their own, which read what these plan. */
const readElsewhere = /\/(changes|policy|stack)\.tftest\.hcl$/;

/** The runs of every other test file of a root, so that each is reported by name, also when Terraform dies before it. */
export const guaranteesOf = (folder: string): readonly Guarantees[] =>
  globSync('tests/*.tftest.hcl', { cwd: folder })
    .filter((file) => !readElsewhere.test(file))
    .sort()
    .map((file) => {
      const runs = readFileSync(join(folder, file), 'utf8').matchAll(/^run "([^"]+)"/gm);
      return { file, runs: Array.from(runs, ([, name]) => String(name)) };
    });

/** Why each run did not pass, by its name. A fault outside any run counts against every run that Terraform did not get to. */
export async function failedRuns(folder: string): Promise<ReadonlyMap<string, string>> {
  const guarantees = guaranteesOf(folder);
  const filters = guarantees.map(({ file }) => `-filter=${file}`);
  const passed = new Set<string>();
  const faults = new Map<string, string>();
  for await (const { '@testrun': run = '', diagnostic, test_run } of testMessages(filters, folder)) {
    if (test_run?.status === 'pass') passed.add(run);
    if (diagnostic?.severity === 'error') {
      faults.set(run, `${faults.get(run) ?? ''}${diagnostic.summary}: ${diagnostic.detail}\n`);
    }
  }
  const failed = guarantees.flatMap(({ runs }) => runs).filter((run) => !passed.has(run));
  return new Map(
    failed.map((run) => [run, faults.get(run) ?? faults.get('') ?? 'Not run: one before it in the file failed.']),
  );
}
