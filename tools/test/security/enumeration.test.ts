import { expect } from 'chai';
import { describe, it } from 'mocha';
import { inProcessApi } from '#support/local/in-process-api.ts';
import { resourceOf, stackFile, stackVariant } from '#support/local/stack-variants.ts';
import { readHcl } from '#tools/lib/hcl.ts';

interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

const [planned] = resourceOf('aws_api_gateway_usage_plan')['throttle_settings'];
const ofTheKey: Throttle = { rate: planned.rate_limit, burst: planned.burst_limit };

/** The default of a variable of the stack, which local.tfvars lifts. */
async function readDefault(name: string): Promise<Throttle> {
  const variable = (await readHcl('variables.tf')).find(({ labels }) => labels[0] === name);
  const { rate, burst } = Object(variable?.body['default']);
  return { rate: Number(rate), burst: Number(burst) };
}

const withDefaultLimits = (throttle: Throttle, lookup: Throttle) =>
  stackVariant({
    aws_api_gateway_usage_plan: (plan) => {
      plan['throttle_settings'] = [{ rate_limit: throttle.rate, burst_limit: throttle.burst }];
      plan['api_stages'][0].throttle = [
        { path: '/customer-ids/{id}/GET', rate_limit: lookup.rate, burst_limit: lookup.burst },
      ];
    },
  });

/** Spreads guesses of IDs evenly over a virtual time. Returns the number of responses by status. */
async function guess(stack: string, guesses: number, seconds: number): Promise<Readonly<Record<number, number>>> {
  let now = 0;
  const clock = { monotonicMillis: () => now, wallMillis: () => now };
  const { send } = await inProcessApi({ stackFile: stack, clock });
  const counts: Record<number, number> = {};
  for (let number = 0; number < guesses; number += 1) {
    now = (number * seconds * 1000) / guesses;
    const target = `/api/customer-ids/GUESS-${number}`;
    const { status, retryAfter } = await send({ group: 'guess', method: 'GET', target, headers: [] });
    if (status === 429) expect(Number(retryAfter)).to.be.at.least(1);
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

/** A bucket admits its burst and what flows in; the last tokens may not be whole. */
function expectLimited(counts: Readonly<Record<number, number>>, { rate, burst }: Throttle, seconds: number): void {
  const admitted = counts[404] ?? 0;
  expect(admitted).to.be.within(burst + rate * seconds - rate / 10 - 1, burst + rate * seconds);
  expect(Object.keys(counts)).to.have.members(['404', '429']);
}

describe('guessing of customer IDs with one key', function () {
  this.timeout(300_000);

  it('is limited to the burst and the rate of the planned usage plan', async () => {
    const seconds = 0.5;
    const guesses = 2 * (ofTheKey.burst + ofTheKey.rate * seconds);

    expectLimited(await guess(stackFile, guesses, seconds), ofTheKey, seconds);
  });

  it('is slowed to the default limits of lookups, however many are sent', async () => {
    const lookup = await readDefault('lookup_throttle');
    const stack = await withDefaultLimits(await readDefault('throttle'), lookup);

    expectLimited(await guess(stack, 10_000, 100), lookup, 100);
    expectLimited(await guess(stack, 10_000, 20), lookup, 20);
  });
});
