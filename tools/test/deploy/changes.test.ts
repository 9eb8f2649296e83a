import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { type HclBlock, nested, readHcl } from '#tools/lib/hcl.ts';
import { type ResourceChange, testMessages, whyTerraformCannotRun } from '#tools/lib/terraform.ts';
import { heldBy } from '#tools/review/data-loss.ts';

/** These name what is there, so a stack with another value is another stack. */
const identity = ['aws_region', 'environment'];

/** Keys are retired by `make api-key` on purpose, and the pinned provider knows no other runtime. */
const changedOtherwise = ['api_key_generations', 'lambda_runtime'];

async function plannedChanges(): Promise<readonly ResourceChange[]> {
  let changes: readonly ResourceChange[] = [];
  for await (const { diagnostic, test_plan } of testMessages(['-verbose', '-filter=tests/changes.tftest.hcl'])) {
    if (diagnostic?.severity === 'error') throw new Error(`${diagnostic.summary}: ${diagnostic.detail}`);
    changes = test_plan?.resource_changes ?? changes;
  }
  return changes;
}

describe('a change of variables', function () {
  this.timeout(600_000);
  let blocks: readonly HclBlock[];

  before(async () => {
    blocks = await readHcl('*.tf', 'tests/changes.tftest.hcl');
  });

  it('is tried with every variable that a stack may change', () => {
    const declared = blocks.filter(({ kind }) => kind === 'variable').map(({ labels: [name] }) => name);
    const tried = blocks
      .filter(({ kind }) => kind === 'run')
      .flatMap(({ body }) => nested(body, 'variables').flatMap(Object.keys));

    expect([...tried, ...identity, ...changedOtherwise]).to.have.members(declared);
  });

  it('makes nothing anew that holds something, or that others know by its address', async function () {
    const obstacle = whyTerraformCannotRun();
    if (obstacle) {
      console.log(`SKIPPED: nobody checks what a change of variables replaces. ${obstacle}`);
      this.skip();
    }

    const changes = await plannedChanges();

    const updated = changes.filter(({ change }) => change.actions?.includes('update'));
    const lost = changes.filter(({ type, change }) => type in heldBy && change.actions?.includes('delete'));
    expect(updated).to.have.length.greaterThan(20);
    expect(lost.map(({ address }) => address)).to.deep.equal([]);
  });
});
