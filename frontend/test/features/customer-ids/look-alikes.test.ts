import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { toLookAlikes } from '#features/customer-ids/look-alikes.ts';
import { parseCustomerId } from '#lib/domain.ts';
import { customerId } from '#support/frontend/customer-id.ts';
import { holds } from '#support/functions/property.ts';

const characters = [...'ABCILOSZ0123456789'];
const parts = (maxLength: number) => fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength });
/** Such as CUST-00431, of up to 20 characters: all look-alikes of one mistake fit into a lookup. */
const ids = fc
  .tuple(parts(6), fc.constantFrom('-', '_'), parts(6), fc.constantFrom('-', '_'), parts(6))
  .map((all) => all.join(''));
const anyIds = fc
  .string({ unit: fc.constantFrom(...characters, '-', '_'), minLength: 3, maxLength: 64 })
  .filter((text) => parseCustomerId(text).ok);

const alike: Readonly<Record<string, string>> = {
  O: '0',
  0: 'O',
  I: '1',
  1: 'L',
  L: 'I',
  S: '5',
  5: 'S',
  B: '8',
  8: 'B',
};

/** Each way to mistype an ID at a position; the same text if the mistake is not possible there. */
const mistakes: Readonly<Record<string, (id: string, at: number) => string>> = {
  'a character that looks alike': (id, at) =>
    id.slice(0, at) + (alike[id.charAt(at)] ?? id.charAt(at)) + id.slice(at + 1),
  'swapped neighbors': (id, at) => id.slice(0, at) + id.charAt(at + 1) + id.charAt(at) + id.slice(at + 2),
  'a missing hyphen': (id, at) => (id.charAt(at) === '-' ? id.slice(0, at) + id.slice(at + 1) : id),
  'a doubled hyphen': (id, at) => (id.charAt(at) === '-' ? `${id.slice(0, at)}-${id.slice(at)}` : id),
};

describe('Look-alikes of an ID', () => {
  for (const [mistake, mistype] of Object.entries(mistakes))
    it(`contain the ID that was typed with ${mistake}`, () => {
      holds(
        fc.property(ids, fc.nat(), (id, position) => {
          const typed = parseCustomerId(mistype(id, position % id.length));
          if (!typed.ok || typed.value === id) return;
          expect(toLookAlikes(typed.value)).to.include(id);
        }),
      );
    });

  it('are other valid IDs, each once, and at most as many as one lookup takes', () => {
    holds(
      fc.property(anyIds, (text) => {
        const found = toLookAlikes(customerId(text));

        expect(found.length).to.be.at.most(100);
        expect(new Set(found).size).to.equal(found.length);
        expect(found).not.to.include(text);
        expect(found.map((id) => parseCustomerId(id))).to.deep.equal(found.map((value) => ({ ok: true, value })));
      }),
    );
  });

  it('read a part as a number, and come in the order of their likelihood', () => {
    const found = toLookAlikes(customerId('CUST-OO431'));

    expect(found).to.include('CUST-00431');
    expect(found.indexOf(customerId('CUST-00431'))).to.be.below(found.indexOf(customerId('CUST-OO413')));
  });
});
