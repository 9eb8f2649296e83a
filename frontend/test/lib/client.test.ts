import { expect } from 'chai';
import { describe, it } from 'mocha';
import { toWritingKey } from '#lib/client.ts';

const random = '0123456789abcdef0123456789abcdef';

describe('The key that imports and deletions use', () => {
  it('is the key of the tab, unless that is read-only, so that they wait for one that can write', () => {
    const [writing, reading] = [`cidw04page${random}`, `cidr07billing${random}`];

    expect([writing, reading, undefined].map(toWritingKey)).to.deep.equal([writing, undefined, undefined]);
  });
});
