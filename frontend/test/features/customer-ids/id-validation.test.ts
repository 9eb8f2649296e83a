import { expect } from 'chai';
import { describe, it } from 'mocha';
import { formatVerdict } from '#features/customer-ids/id-validation.ts';

describe('The verdict while typing', () => {
  it('calls wrong only what typing on cannot mend', () => {
    const kinds = ['', 'CU', 'CUST-', 'CUST 1', '-CUST', 'x'.repeat(65), 'cust-1'].map(
      (text) => formatVerdict(text).kind,
    );

    expect(kinds).to.deep.equal(['empty', 'unfinished', 'unfinished', 'wrong', 'wrong', 'wrong', 'checking']);
  });

  it('asks for the canonical form', () => {
    expect(formatVerdict('cust-1')).to.deep.equal({ kind: 'checking', id: 'CUST-1' });
  });
});
