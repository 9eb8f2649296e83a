import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { evaluateStack, stackFile } from '#infra/stack.ts';
import { infraFolder, runTerraform, testMessages, whyTerraformCannotRun } from '#infra/terraform.ts';

const testFolder = join(infraFolder, 'tests');

/** The runs of every test file, so that each is reported by name, also when Terraform dies before it. */
const guarantees = readdirSync(testFolder)
  .filter((file) => file.endsWith('.tftest.hcl'))
  .map((file) => {
    const runs = readFileSync(join(testFolder, file), 'utf8').matchAll(/^run "([^"]+)"/gm);
    return { file, runs: Array.from(runs, ([, name]) => String(name)) };
  });

/** Why each run did not pass, by its name. A fault outside any run counts against every run that Terraform did not get to. */
async function failedRuns(): Promise<ReadonlyMap<string, string>> {
  const passed = new Set<string>();
  const faults = new Map<string, string>();
  for await (const { '@testrun': run = '', diagnostic, test_run } of testMessages([])) {
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

describe('infra, under Terraform with a mocked provider', function () {
  this.timeout(240_000);
  let failed: ReadonlyMap<string, string>;
  let stack: string;

  before(async function () {
    const obstacle = whyTerraformCannotRun();
    if (obstacle) {
      console.log(`SKIPPED: infra is not checked by Terraform, and local/stack.json may be stale. ${obstacle}`);
      this.skip();
    }
    [failed, stack] = await Promise.all([failedRuns(), evaluateStack()]);
  });

  it('is formatted as Terraform formats', () => {
    const { stdout } = runTerraform(['fmt', '-check', '-recursive']);

    expect(stdout).to.equal('');
  });

  it('is valid for the real provider, without a warning', () => {
    const { stdout } = runTerraform(['validate', '-json']);

    const { valid, warning_count, diagnostics } = JSON.parse(stdout);
    expect({ valid, warning_count, diagnostics }).to.deep.equal({ valid: true, warning_count: 0, diagnostics: [] });
  });

  it('is what local/stack.json holds; if not, run make stack', () => {
    expect(stack === readFileSync(stackFile, 'utf8'), 'local/stack.json is stale: run make stack').to.equal(true);
  });

  for (const { file, runs } of guarantees) {
    describe(file.replace('.tftest.hcl', ''), () => {
      for (const run of runs) {
        it(run.replaceAll('_', ' '), () => {
          const fault = failed.get(run);
          if (fault) expect.fail(fault);
        });
      }
    });
  }
});
