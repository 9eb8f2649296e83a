import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { hmacPseudonym } from '#adapters/system/pseudonym.ts';
import { customerId } from '#support/functions/values.ts';

describe('hmacPseudonym', () => {
  it('is a truncated HMAC that ignores case and differs per deployment', () => {
    const [here, there] = ['arn:one', 'arn:two'].map(hmacPseudonym);

    expect(here?.(customerId('cust-001'))).to.equal(
      createHmac('sha256', 'arn:one').update('CUST-001').digest('hex').slice(0, 12),
    );
    expect(here?.(customerId('CUST-001'))).to.not.equal(there?.(customerId('CUST-001')));
  });
});
