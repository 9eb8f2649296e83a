import { expect } from 'chai';
import { describe, it } from 'mocha';
import { checkEntries, listError } from '#features/submissions/list-error.ts';

const errorOf = (...entries: readonly string[]) => listError(checkEntries(entries));

describe('A pasted list', () => {
  it('submits its valid IDs, and names the others with their positions and reasons', () => {
    const { valid, invalid } = checkEntries(['CUST-1', 'bad id', 'x', 'cust-2']);

    expect(valid).to.deep.equal(['CUST-1', 'cust-2']);
    expect(invalid.map(({ text, fault, index }) => [text, fault.kind, index])).to.deep.equal([
      ['bad id', 'wrong-character', 1],
      ['x', 'too-short', 2],
    ]);
    expect(errorOf('CUST-1', 'bad id')).to.equal(undefined);
  });

  it('rejects an empty list, one without a valid ID and one with more than 100, each with an instruction', () => {
    const many = Array.from({ length: 101 }, (_, index) => `CUST-${index}`);

    expect([errorOf(), errorOf('bad id', 'x'.repeat(257)), errorOf(...many)]).to.deep.equal([
      'Type or paste at least one ID.',
      'None of the IDs has a valid format.',
      'The list has 101 IDs, but a submission can contain at most 100. Remove 1, or import the list.',
    ]);
    expect(errorOf(...many.slice(0, 100), 'bad id')).to.equal(undefined);
  });
});
