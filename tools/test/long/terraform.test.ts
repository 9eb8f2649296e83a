import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { failedRuns, listGuarantees } from '#support/tools/tftest.ts';
import { infraFolder, stackFile } from '#tools/lib/paths.ts';
import { prepareTerraform, runTerraform } from '#tools/lib/terraform.ts';
import { evaluateStack } from '#tools/stack/stack.ts';

const roots = { infra: infraFolder, 'infra/bootstrap': join(infraFolder, 'bootstrap') };
const lockFile = '.terraform.lock.hcl';

for (const [name, folder] of Object.entries(roots)) {
  describe(`${name}, under Terraform with a mocked provider`, function () {
    this.timeout(1_800_000);
    let failed: ReadonlyMap<string, string>;

    before(async function () {
      const problem = prepareTerraform(['-backend=false'], undefined, folder);
      if (problem) {
        console.log(`SKIPPED: terraform test does not run for ${name}. ${problem}`);
        this.skip();
      }
      failed = await failedRuns(folder);
    });

    it('passes terraform fmt', () => {
      const { stdout } = runTerraform(['fmt', '-check', '-recursive'], { folder });

      expect(stdout).to.equal('');
    });

    it('passes terraform validate without warnings', () => {
      // terraform test validates the tests.
      const { stdout } = runTerraform(['validate', '-no-tests', '-json'], { folder });

      const { valid, warning_count, diagnostics } = JSON.parse(stdout);
      expect({ valid, warning_count, diagnostics }).to.deep.equal({ valid: true, warning_count: 0, diagnostics: [] });
    });

    for (const { file, runs } of listGuarantees(folder)) {
      describe(basename(file, '.tftest.hcl'), () => {
        for (const run of runs) {
          it(run.replaceAll('_', ' '), () => {
            const error = failed.get(run);
            if (error) expect.fail(error);
          });
        }
      });
    }
  });
}

describe('the local stack', function () {
  this.timeout(1_800_000);

  before(function () {
    const problem = prepareTerraform();
    if (problem) {
      console.log(`SKIPPED: local/stack.json is not checked and may be stale. ${problem}`);
      this.skip();
    }
  });

  it('in local/stack.json is up to date; otherwise run make stack', async () => {
    const stack = await evaluateStack();

    expect(stack === readFileSync(stackFile, 'utf8'), 'local/stack.json is stale. Run make stack').to.equal(true);
  });
});

describe('the Terraform lock files', () => {
  it('pin the same provider for every root, with hashes for every platform', () => {
    const [root, bootstrap] = Object.values(roots).map((folder) => readFileSync(join(folder, lockFile), 'utf8'));

    expect(bootstrap).to.equal(root);
    expect(root?.match(/"zh:[0-9a-f]{64}"/g)).to.have.lengthOf(15);
    expect(root?.match(/"h1:[A-Za-z0-9+/]{43}="/g)).to.have.lengthOf(2);
  });
});
