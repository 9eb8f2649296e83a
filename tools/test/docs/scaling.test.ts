import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { shards, toShard } from '#domain/shard.ts';
import { customerId } from '#support/functions/values.ts';
import { generateScalingPage, scalingFile } from '#tools/docs/scaling.ts';
import { averageUse, reachedAt, readLimits } from '#tools/docs/scaling-limits.ts';
import {
  busiestPartitionShare,
  distributions,
  hottestShare,
  largestShardShare,
  zipfSum,
} from '#tools/docs/scaling-skew.ts';

const perSecondOf = async (name: string): Promise<number> => {
  const limit = (await readLimits()).find((each) => each.name.startsWith(name));
  if (!limit) throw new Error(`There is no limit ${name}.`);
  return reachedAt(limit);
};

describe('docs/scaling.md', () => {
  it('is up to date with the stack, the settings of prod, the quotas and the usage; otherwise run make docs', async () => {
    expect(readFileSync(scalingFile, 'utf8')).to.equal(await generateScalingPage());
  });
});

describe('the limits of the stack', () => {
  it('are reached at the quota divided by the average use of a request of the mix', async () => {
    // 5 % of the requests are submissions: one execution with five transitions each, and 100 rows.
    expect(await perSecondOf('Step Functions: executions started')).to.be.closeTo(300 / 0.05, 1e-6);
    expect(await perSecondOf('Step Functions: transitions')).to.be.closeTo(5000 / (0.05 * 5), 1e-6);
    expect(await perSecondOf('DynamoDB: writes of the table of IDs')).to.be.closeTo(40_000 / (0.2 + 0.05 + 5), 1e-6);
    expect(averageUse(() => 7)).to.be.closeTo(7, 1e-9);
  });

  it('are listed in the order in which a growing load reaches them', async () => {
    const rates = (await readLimits()).map(reachedAt);

    expect(rates).to.deep.equal(rates.toSorted((a, b) => a - b));
    expect(rates.every(Number.isFinite)).to.equal(true);
  });
});

describe('the simulation of skew', () => {
  it('finds every kind of usual IDs within one percent of an even spread over the shards', () => {
    for (const [name, toId] of Object.entries(distributions)) {
      expect(largestShardShare(toId), name).to.be.within(1 / shards.length, 1 / shards.length + 0.01);
    }
  });

  it('finds IDs that were chosen for one shard', () => {
    const [target] = shards;
    const chosen = (number: number): string => {
      const id = `CHOSEN-${number}`;
      return toShard(customerId(id)) === target ? id : chosen(number + 1_000_000);
    };

    expect(largestShardShare(chosen)).to.equal(1);
  });

  it('computes the sum of Zipf shares as adding them one by one does', () => {
    for (const exponent of [1, 1.2]) {
      let sum = 0;
      for (let rank = 1; rank <= 200_000; rank += 1) sum += rank ** -exponent;
      expect(zipfSum(200_000, exponent)).to.be.closeTo(sum, sum * 1e-4);
    }
    expect(zipfSum(3, 1)).to.be.closeTo(1 + 1 / 2 + 1 / 3, 1e-12);
  });

  it('gives the busiest partition at least the hottest ID and an even share, and one partition everything', () => {
    const busiest = busiestPartitionShare(1_000_000, 1, 50);

    expect(busiest).to.be.greaterThan(Math.max(hottestShare(1_000_000, 1), 1 / 50));
    expect(busiestPartitionShare(1_000_000, 1, 1)).to.be.closeTo(1, 1e-6);
  });
});
