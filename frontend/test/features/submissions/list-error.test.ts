import { expect } from 'chai';
import { describe, it } from 'mocha';
import { countInvalid, listError } from '#features/submissions/list-error.ts';

describe('A pasted list', () => {
  it('accepts invalid IDs and counts them', () => {
    expect(countInvalid(['CUST-1', 'bad id', 'x'])).to.equal(2);
    expect(listError(['bad id'])).to.equal(undefined);
  });

  it('rejects an empty list, more than 100 IDs and an entry that is too long, each with an instruction', () => {
    const many = Array.from({ length: 101 }, (_, index) => `CUST-${index}`);

    expect([listError([]), listError(many), listError(['CUST-1', 'x'.repeat(257)])]).to.deep.equal([
      'Type or paste at least one ID.',
      'The list has 101 IDs, but a submission can contain at most 100. Remove 1, or import the list.',
      'Entry 2 is too long: the maximum is 64 characters.',
    ]);
  });
});
