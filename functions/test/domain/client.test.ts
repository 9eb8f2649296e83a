import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type Access, parseApiKey, parseClientName } from '#domain/client.ts';
import { succeed } from '#domain/result.ts';
import { holds } from '#support/functions/property.ts';
import { apiKey } from '#support/functions/proxy-event.ts';

describe('API keys', () => {
  const characters = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789');
  const names = fc.string({ unit: characters, minLength: 2, maxLength: 20 });
  const access = fc.constantFrom<Access>('read', 'write');
  const random = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 });

  it('name their client and its access, whatever the name and the random part', () => {
    holds(
      fc.property(names, access, random, (name, granted, digits) => {
        expect(parseApiKey(apiKey(name, granted, digits))).to.deep.equal(succeed({ name, access: granted }));
      }),
    );
  });

  it('name no client after a character behind the length is removed or added', () => {
    holds(
      fc.property(names, access, random, fc.nat(), characters, (name, granted, digits, position, character) => {
        const key = apiKey(name, granted, digits);
        const at = 'cidw00'.length + (position % (key.length - 'cidw00'.length));
        expect(parseApiKey(key.slice(0, at) + key.slice(at + 1)).ok).to.equal(false);
        expect(parseApiKey(key.slice(0, at) + character + key.slice(at)).ok).to.equal(false);
      }),
    );
  });

  it('have at most 58 characters, fewer than the 128 of API Gateway', () => {
    expect(apiKey('x'.repeat(20))).to.have.length(58);
  });

  for (const [what, key] of [
    ['is empty', ''],
    ['is a key of an earlier release', 'k'.repeat(40)],
    ['has another prefix', apiKey('page').replace('cid', 'sid')],
    ['has an unknown access', apiKey('page').replace('cidw', 'cida')],
    ['has capital letters', apiKey('page').toUpperCase()],
    ['states a shorter name', apiKey('page').replace('04', '03')],
    ['has a name of one character', apiKey('x')],
    ['has a name of 21 characters', apiKey('x'.repeat(21))],
    ['has a random part that is not hexadecimal', apiKey('page', 'write', 'g'.repeat(32))],
    ['ends with a line break', `${apiKey('page')}\n`],
  ] as const) {
    it(`name no client if the value ${what}`, () => {
      expect(parseApiKey(key).ok).to.equal(false);
    });
  }
});

describe('parseClientName', () => {
  it('accepts 2 to 20 lower-case letters and digits', () => {
    const texts = ['ab', 'billing', '42', 'x'.repeat(20)];

    expect(texts.filter((text) => !parseClientName(text).ok)).to.deep.equal([]);
  });

  it('rejects other lengths and characters', () => {
    const texts = ['', 'a', 'x'.repeat(21), 'Billing', 'bil-ling', 'bil ling', 'billing\n', 'bíll'];

    expect(texts.filter((text) => parseClientName(text).ok)).to.deep.equal([]);
  });
});
