import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testMessages } from '#tools/lib/terraform.ts';

export interface Guarantees {
  readonly file: string;
  readonly runs: readonly string[];
}

/** Separate tests evaluate the plans of these files. */
const readElsewhere = /\/(changes|policy|stack)\.tftest\.hcl$/;

/** The runs of all other test files, so that each is reported by name even if Terraform crashes. */
export const listGuarantees = (folder: string): readonly Guarantees[] =>
  globSync('tests/*.tftest.hcl', { cwd: folder })
    .filter((file) => !readElsewhere.test(file))
    .sort()
    .map((file) => {
      const runs = readFileSync(join(folder, file), 'utf8').matchAll(/^run "([^"]+)"/gm);
      return { file, runs: Array.from(runs, ([, name]) => String(name)) };
    });

/** The error of each failed run, by name. An error outside a run fails every run that did not start. */
export async function failedRuns(folder: string): Promise<ReadonlyMap<string, string>> {
  const guarantees = listGuarantees(folder);
  const filters = guarantees.map(({ file }) => `-filter=${file}`);
  const passed = new Set<string>();
  const errors = new Map<string, string>();
  for await (const { '@testrun': run = '', diagnostic, test_run } of testMessages(filters, folder)) {
    if (test_run?.status === 'pass') passed.add(run);
    if (diagnostic?.severity === 'error') {
      errors.set(run, `${errors.get(run) ?? ''}${diagnostic.summary}: ${diagnostic.detail}\n`);
    }
  }
  const failed = guarantees.flatMap(({ runs }) => runs).filter((run) => !passed.has(run));
  return new Map(
    failed.map((run) => [
      run,
      errors.get(run) ?? errors.get('') ?? 'Not run, because an earlier run in the file failed.',
    ]),
  );
}
