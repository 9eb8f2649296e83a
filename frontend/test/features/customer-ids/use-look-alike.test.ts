import { expect } from 'chai';
import { describe, it } from 'mocha';
import { findLookAlike } from '#features/customer-ids/use-look-alike.ts';
import type { LookupResult } from '#lib/api/customer-ids.ts';
import { type CustomerId, fail, succeed } from '#lib/domain.ts';
import { rateLimit } from '#lib/registry-health.ts';
import { customerId } from '#support/frontend/customer-id.ts';

const typed = customerId('CUST-OO431');

/** A registry with these active IDs, which counts lookups. */
function registryWith(active: readonly string[]) {
  let lookups = 0;
  const lookUp = async (ids: readonly CustomerId[]) => {
    lookups += 1;
    const results = ids.map((id): LookupResult => ({ id, state: active.includes(id) ? 'active' : 'unknown' }));
    return succeed({ checkedAt: '2026-11-30T10:00:00.000Z', results });
  };
  return { lookUp, lookups: () => lookups };
}

describe('Did you mean', () => {
  it('finds the likeliest active look-alike with one lookup', async () => {
    const registry = registryWith(['CUST-OO413', 'CUST-00431']);

    expect(await findLookAlike(typed, registry.lookUp)).to.deep.equal(succeed({ lookAlike: 'CUST-00431' }));
    expect(registry.lookups()).to.equal(1);
  });

  it('finds nothing if no look-alike is active or the lookup fails', async () => {
    const nothing = succeed({ lookAlike: undefined });

    expect(await findLookAlike(typed, registryWith([]).lookUp)).to.deep.equal(nothing);
    expect(await findLookAlike(typed, async () => fail({ kind: 'throttled' }))).to.deep.equal(nothing);
  });

  it('sends no lookup while the registry limits the rate of requests', async () => {
    const registry = registryWith(['CUST-00431']);
    rateLimit.extend(Date.now() + 60_000);

    expect(await findLookAlike(typed, registry.lookUp)).to.deep.equal(succeed({ lookAlike: undefined }));
    expect(registry.lookups()).to.equal(0);
  });
});
