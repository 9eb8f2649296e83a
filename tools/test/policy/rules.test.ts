import { expect } from 'chai';
import { describe, it } from 'mocha';
import { rules } from '#tools/policy/rules.ts';
import { skipped } from '#tools/policy/skipped-rules.ts';
import { notReached } from '#tools/policy/unused-resource-types.ts';

describe('the policy rules', () => {
  it('have an id of their own each', () => {
    const ids = rules.map(({ id }) => id);

    expect(ids).to.deep.equal([...new Set(ids)]);
  });

  it('have a verdict each: held, skipped for a reason, or not reached by any type used here', () => {
    const verdicts = [...rules.map(({ id }) => id), ...new Set(Object.values(notReached).flat())];
    const unheld = [...skipped.keys()].filter((id) => !verdicts.includes(id));
    const ofCheckov = [...verdicts, ...unheld].filter((id) => /^CKV2?_AWS_/.test(id));

    expect(ofCheckov).to.deep.equal([...new Set(ofCheckov)]);
    expect(ofCheckov).to.have.lengthOf(172);
  });

  for (const { id, says, faultsIn, counterexample } of rules) {
    it(`notice when it is not so that ${says} (${id})`, () => {
      expect(faultsIn(counterexample)).not.to.deep.equal([]);
    });
  }
});
