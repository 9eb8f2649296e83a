import { expect } from 'chai';
import { describe, it } from 'mocha';
import { rules } from './rules.ts';

describe('the policy rules', () => {
  it('have an id of their own each', () => {
    const ids = rules.map(({ id }) => id);

    expect(ids).to.deep.equal([...new Set(ids)]);
  });

  for (const { id, says, faultsIn, counterexample } of rules) {
    it(`notice when it is not so that ${says} (${id})`, () => {
      expect(faultsIn(counterexample)).not.to.deep.equal([]);
    });
  }
});
