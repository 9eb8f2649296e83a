import { expect } from 'chai';
import { describe, it } from 'mocha';
import { hasStrongMatch, hasWeakMatch, parseEntityTags } from '#domain/entity-tag.ts';

const matches = (text: string, version: number) => {
  const tags = parseEntityTags(text);
  return tags.ok
    ? { strong: hasStrongMatch(tags.value, version), weak: hasWeakMatch(tags.value, version) }
    : 'malformed';
};

describe('entity tags', () => {
  it('compares strongly and weakly with a version', () => {
    expect(['"3"', 'W/"3"', '"4"', '"03"', '*', ' * '].map((text) => matches(text, 3))).to.deep.equal([
      { strong: true, weak: true },
      { strong: false, weak: true },
      { strong: false, weak: false },
      { strong: false, weak: false },
      { strong: true, weak: true },
      { strong: true, weak: true },
    ]);
  });

  it('parses lists with spaces, commas inside tags and empty elements', () => {
    expect(
      ['"1", "3"', '"1","2" ,\t"3"', ',"3",', '"a,b", W/"3"', '"1", "2"'].map((text) => matches(text, 3)),
    ).to.deep.equal([
      { strong: true, weak: true },
      { strong: true, weak: true },
      { strong: true, weak: true },
      { strong: false, weak: true },
      { strong: false, weak: false },
    ]);
  });

  it('rejects malformed tags', () => {
    const malformed = ['', ',', '3', '"3', "'3'", 'w/"3"', '"3" "4"', '*, "3"', '"3" x', '"a"b"'];

    expect(malformed.map((text) => matches(text, 3))).to.deep.equal(malformed.map(() => 'malformed'));
  });
});
