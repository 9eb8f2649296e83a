import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { describeCustomerIdFault, parseCustomerId } from '#domain/customer-id.ts';
import { holds } from '#support/functions/property.ts';

const sentenceOf = (text: string) => {
  const id = parseCustomerId(text);
  return id.ok ? `accepted as ${id.value}` : describeCustomerIdFault(id.failure);
};

describe('parseCustomerId', () => {
  it('accepts 3 to 64 letters, digits, hyphens and underscores, and converts them to upper case', () => {
    const texts = ['abc', 'A-1', 'cust_001', '1e2', 'CON', 'constructor', 'a'.repeat(64), 'a--_-b'];

    expect(texts.map((text) => parseCustomerId(text))).to.deep.equal(
      texts.map((text) => ({ ok: true, value: text.toUpperCase() })),
    );
  });

  it('describes each kind of invalid ID', () => {
    expect(
      [
        'CUST 001',
        'CUST#1',
        'ab',
        '',
        'a'.repeat(65),
        '-ab',
        'ab_',
        'abc\n',
        'ab\u200bc',
        'cüst',
        '\ud800xx',
        'ab\u{1f600}',
      ].map(sentenceOf),
    ).to.deep.equal([
      'A space is not allowed (character 5). Use letters, digits, hyphens and underscores.',
      '"#" is not allowed (character 5). Use letters, digits, hyphens and underscores.',
      'Too short: 2 characters (minimum 3).',
      'Too short: 0 characters (minimum 3).',
      'Too long: 65 characters (maximum 64).',
      'The first and last character must be a letter or a digit.',
      'The first and last character must be a letter or a digit.',
      'The character U+000A is not allowed (character 4). Use letters, digits, hyphens and underscores.',
      'The character U+200B is not allowed (character 3). Use letters, digits, hyphens and underscores.',
      '"ü" is not allowed (character 2). Use letters, digits, hyphens and underscores.',
      'The character U+D800 is not allowed (character 1). Use letters, digits, hyphens and underscores.',
      '"\u{1f600}" is not allowed (character 3). Use letters, digits, hyphens and underscores.',
    ]);
  });

  it('rejects letters that upper-casing would turn into ASCII', () => {
    const becomeAscii = ['ß', 'ı', 'ſ', 'ﬀ', 'ﬁ', 'ﬂ', 'ﬃ', 'ﬄ', 'ﬅ', 'ﬆ', '\u212a'];

    expect(becomeAscii.filter((letter) => parseCustomerId(`ab${letter}c`).ok)).to.deep.equal([]);
  });

  it('parses a canonical ID to itself', () => {
    holds(
      fc.property(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{1,62}[A-Za-z0-9]$/), (text) => {
        expect(parseCustomerId(parseCustomerId(text).ok ? text.toUpperCase() : '')).to.deep.equal({
          ok: true,
          value: text.toUpperCase(),
        });
      }),
    );
  });

  it('accepts exactly the texts that match the pattern', () => {
    holds(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseCustomerId(text).ok).to.equal(/^[A-Za-z0-9][A-Za-z0-9_-]{1,62}[A-Za-z0-9]$/.test(text));
        expect(sentenceOf(text).length).to.be.at.most(256);
      }),
    );
  });
});
