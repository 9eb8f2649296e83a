import { expect } from 'chai';
import { describe, it } from 'mocha';
import { shards, toShard } from '#domain/shard.ts';
import { customerId } from '#support/functions/values.ts';

const spread = (ids: readonly string[]) =>
  shards.map((shard) => ids.filter((id) => toShard(customerId(id)) === shard).length);

describe('toShard', () => {
  it('returns a stable shard for an ID', () => {
    expect(['CUST-001', 'CUST-002', 'ABC', 'Z9Z'].map((id) => toShard(customerId(id)))).to.deep.equal([
      '2',
      '0',
      '3',
      '0',
    ]);
  });

  it('spreads sequential IDs evenly', () => {
    const counted = Array.from({ length: 10_000 }, (_, number) => `CUST-${String(number).padStart(5, '0')}`);

    expect(Math.max(...spread(counted))).to.be.below(2700);
  });
});
