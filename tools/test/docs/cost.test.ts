import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { costFile } from '#tools/docs/cost.ts';
import { costPage } from '#tools/docs/cost-page.ts';
import { millionUsage } from '#tools/docs/cost-tables.ts';
import { evaluateProd, readInventories } from '#tools/docs/inventories.ts';
import { idleUsage } from '#tools/docs/inventory.ts';
import { addUsages, totalCost } from '#tools/docs/prices.ts';
import { prepareTerraform } from '#tools/lib/terraform.ts';

const { dev, prod } = readInventories();

describe('docs/cost.md', () => {
  it('keeps docs/cost.md up to date with plan, usage and prices; otherwise run make docs', () => {
    expect(readFileSync(costFile, 'utf8')).to.equal(costPage({ dev, prod }));
  });

  it('uses the current inventory of prod; otherwise run make docs', async function () {
    this.timeout(1_800_000);
    const problem = prepareTerraform();
    if (problem) {
      console.log(`SKIPPED: docs/inventory.prod.json is not checked and may be stale. ${problem}`);
      this.skip();
    }
    expect(prod).to.deep.equal(await evaluateProd());
  });
});

describe('the cost calculation', () => {
  it('sums the cost of every priced unit', () => {
    // $3.50 and $0.625 per million, $0.10 each.
    expect(totalCost({ apiRequest: 2_000_000, writeUnit: 500_000, alarmMetricMonth: 3 })).to.be.closeTo(7.6125, 1e-9);
  });

  it('adds up several usages', () => {
    const usage = addUsages([
      [10, { readUnit: 1, writeUnit: 2 }],
      [1, { writeUnit: 5 }],
    ]);

    expect(usage).to.deep.equal({ readUnit: 10, writeUnit: 25 });
  });
});

describe('the cost budget of dev', () => {
  it('allows at most $4.50 for a million lookups', () => {
    expect(totalCost(millionUsage('lookups', dev))).to.be.at.most(4.5);
  });

  it('allows at most $3 for a million submitted IDs', () => {
    expect(totalCost(millionUsage('submitted IDs', dev))).to.be.at.most(3);
  });

  it('allows at most $5 for an idle month', () => {
    expect(totalCost(idleUsage(dev))).to.be.at.most(5);
  });
});
