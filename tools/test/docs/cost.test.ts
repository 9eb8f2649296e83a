import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { costFile } from '#tools/docs/cost.ts';
import { costPage } from '#tools/docs/cost-page.ts';
import { usageOfMillion } from '#tools/docs/cost-tables.ts';
import { evaluateProd, readInventories } from '#tools/docs/inventories.ts';
import { standingUsage } from '#tools/docs/inventory.ts';
import { combined, costOf } from '#tools/docs/prices.ts';
import { whyTerraformCannotRun } from '#tools/lib/terraform.ts';

const { dev, prod } = readInventories();

describe('docs/cost.md', () => {
  it('is what the plan, the use and the prices give; if not, run make docs', () => {
    expect(readFileSync(costFile, 'utf8')).to.equal(costPage({ dev, prod }));
  });

  it('knows what the plan of prod holds; if not, run make docs', async function () {
    this.timeout(120_000);
    const obstacle = whyTerraformCannotRun();
    if (obstacle) {
      console.log(`SKIPPED: docs/inventory.prod.json may be stale. ${obstacle}`);
      this.skip();
    }
    expect(prod).to.deep.equal(await evaluateProd());
  });
});

describe('the cost of a use', () => {
  it('is the sum of what each part of it costs', () => {
    // $3.50 and $0.625 for a million, $0.10 for one.
    expect(costOf({ apiRequest: 2_000_000, writeUnit: 500_000, alarmMetricMonth: 3 })).to.be.closeTo(7.6125, 1e-9);
  });

  it('adds up over several uses', () => {
    const usage = combined([
      [10, { readUnit: 1, writeUnit: 2 }],
      [1, { writeUnit: 5 }],
    ]);

    expect(usage).to.deep.equal({ readUnit: 10, writeUnit: 25 });
  });
});

describe("the budget of a stack with the variables' defaults", () => {
  it('is at most $4.50 for a million lookups', () => {
    expect(costOf(usageOfMillion('lookups', dev))).to.be.at.most(4.5);
  });

  it('is at most $3 for a million submitted IDs, all in', () => {
    expect(costOf(usageOfMillion('submitted IDs', dev))).to.be.at.most(3);
  });

  it('is at most $5 for a month of dev in which nothing happens', () => {
    expect(costOf(standingUsage(dev))).to.be.at.most(5);
  });
});
