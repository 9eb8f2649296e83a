import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { decodeCursor, encodeCursor } from '#domain/cursor.ts';
import { holds } from '#support/functions/property.ts';

describe('cursor', () => {
  it('decodes to the encoded key', () => {
    holds(
      fc.property(fc.stringMatching(/^[A-Z0-9_-]{1,64}$/), (key) => {
        expect(decodeCursor(encodeCursor(key))).to.equal(key);
      }),
    );
  });

  it('rejects every encoding except the canonical one', () => {
    const spellings = ['QUJD', 'QUI', 'QUI=', 'QUJ', 'Q', 'QU I', 'QUJD\n', '+/+/', ''];

    expect(spellings.map(decodeCursor)).to.deep.equal([
      'ABC',
      'AB',
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
