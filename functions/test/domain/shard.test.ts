import { expect } from 'chai';
import { describe, it } from 'mocha';
import { shards, toShard } from '#domain/shard.ts';
import { customerId } from '#support/functions/values.ts';

const spread = (ids: readonly string[]) =>
  shards.map((shard) => ids.filter((id) => toShard(customerId(id)) === shard).length);

describe('toShard', () => {
  it('never moves an ID, because rows keep the shard they were written with', () => {
    expect(['CUST-001', 'CUST-002', 'ABC', 'Z9Z'].map((id) => toShard(customerId(id)))).to.deep.equal([
      '2',
      '0',
      '3',
      '0',
    ]);
  });

  it('spreads IDs that are counted up evenly', () => {
    const counted = Array.from({ length: 10_000 }, (_, number) => `CUST-${String(number).padStart(5, '0')}`);

    expect(Math.max(...spread(counted))).to.be.below(2700);
  });
});
