import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { failedRuns, guaranteesOf } from '#support/tools/tftest.ts';
import { infraFolder, stackFile } from '#tools/lib/paths.ts';
import { runTerraform, whyTerraformCannotRun } from '#tools/lib/terraform.ts';
import { evaluateStack } from '#tools/stack/stack.ts';

const roots = { infra: infraFolder, 'infra/bootstrap': join(infraFolder, 'bootstrap') };
const lockFile = '.terraform.lock.hcl';

for (const [name, folder] of Object.entries(roots)) {
  describe(`${name}, under Terraform with a mocked provider`, function () {
    this.timeout(600_000);
    let failed: ReadonlyMap<string, string>;

    before(async function () {
      const obstacle = whyTerraformCannotRun(['-backend=false'], undefined, folder);
      if (obstacle) {
        console.log(`SKIPPED: ${name} is not checked by Terraform. ${obstacle}`);
        this.skip();
      }
      failed = await failedRuns(folder);
    });

    it('is formatted as Terraform formats', () => {
      const { stdout } = runTerraform(['fmt', '-check', '-recursive'], { folder });

      expect(stdout).to.equal('');
    });

    it('is valid for the real provider, without a warning', () => {
      const { stdout } = runTerraform(['validate', '-json'], { folder });

      const { valid, warning_count, diagnostics } = JSON.parse(stdout);
      expect({ valid, warning_count, diagnostics }).to.deep.equal({ valid: true, warning_count: 0, diagnostics: [] });
    });

    for (const { file, runs } of guaranteesOf(folder)) {
      describe(basename(file, '.tftest.hcl'), () => {
        for (const run of runs) {
          it(run.replaceAll('_', ' '), () => {
            const fault = failed.get(run);
            if (fault) expect.fail(fault);
          });
        }
      });
    }
  });
}

describe('what Terraform makes of infra', function () {
  this.timeout(600_000);

  before(function () {
    const obstacle = whyTerraformCannotRun();
    if (obstacle) {
      console.log(`SKIPPED: local/stack.json may be stale. ${obstacle}`);
      this.skip();
    }
  });

  it('is what local/stack.json holds; if not, run make stack', async () => {
    const stack = await evaluateStack();

    expect(stack === readFileSync(stackFile, 'utf8'), 'local/stack.json is stale: run make stack').to.equal(true);
  });
});

describe('the lock files', () => {
  it('name one provider for every root, with its packages for every platform', () => {
    const [root, bootstrap] = Object.values(roots).map((folder) => readFileSync(join(folder, lockFile), 'utf8'));

    expect(bootstrap).to.equal(root);
    expect(root?.match(/"zh:[0-9a-f]{64}"/g)).to.have.lengthOf(15);
    expect(root?.match(/"h1:[A-Za-z0-9+/]{43}="/g)).to.have.lengthOf(2);
  });
});
