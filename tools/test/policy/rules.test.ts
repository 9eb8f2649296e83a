import { expect } from 'chai';
import { describe, it } from 'mocha';
import { rules } from '#tools/policy/rules.ts';
import { skippedRules } from '#tools/policy/skipped-rules.ts';
import { unusedResourceTypes } from '#tools/policy/unused-resource-types.ts';

describe('the policy rules', () => {
  it('uses a unique ID for each policy rule', () => {
    const ids = rules.map(({ id }) => id);

    expect(ids).to.deep.equal([...new Set(ids)]);
  });

  it('cover every checkov rule for AWS: implemented, skipped with a reason, or on an unused resource type', () => {
    const covered = [...rules.map(({ id }) => id), ...new Set(Object.values(unusedResourceTypes).flat())];
    const onlySkipped = [...skippedRules.keys()].filter((id) => !covered.includes(id));
    const ofCheckov = [...covered, ...onlySkipped].filter((id) => /^CKV2?_AWS_/.test(id));

    expect(ofCheckov).to.deep.equal([...new Set(ofCheckov)]);
    expect(ofCheckov).to.have.lengthOf(172);
  });

  for (const { id, title, findViolations, counterexample } of rules) {
    it(`find a violation in the counterexample of "${title}" (${id})`, () => {
      expect(findViolations(counterexample)).not.to.deep.equal([]);
    });
  }
});
