import { expect } from 'chai';
import { describe, it } from 'mocha';
import { validateFormat } from '#features/customer-ids/id-validation.ts';

describe('Format validation of a customer ID', () => {
  it('reports an ID as invalid only if more typing cannot make it valid', () => {
    const kinds = ['', 'CU', 'CUST-', 'CUST 1', '-CUST', 'x'.repeat(65), 'cust-1'].map(
      (text) => validateFormat(text).kind,
    );

    expect(kinds).to.deep.equal(['empty', 'incomplete', 'incomplete', 'invalid', 'invalid', 'invalid', 'checking']);
  });

  it('returns the ID in its canonical form', () => {
    expect(validateFormat('cust-1')).to.deep.equal({ kind: 'checking', id: 'CUST-1' });
  });
});
