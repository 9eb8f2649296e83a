import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, describe, it } from 'mocha';
import { loadApiKeys } from '#local/api-keys.ts';
import { repository } from '#support/local/stack-variants.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';

describe('the secret-scanning pattern in docs/security.md', () => {
  const folder = temporaryFolder();
  after(() => rmSync(folder, { recursive: true }));

  const page = readFileSync(join(repository, 'docs/security.md'), 'utf8');
  const pattern = new RegExp(/^```regex\n(.+)\n```$/m.exec(page)?.[1] ?? '(?!)');
  const clients = [
    { name: 'ab', access: 'read' },
    { name: 'page', access: 'write' },
    { name: '0123456789', access: 'read' },
    { name: 'abcdefghij0123456789', access: 'write' },
  ] as const;

  it('finds every key in a text', () => {
    const keys = loadApiKeys(folder, clients, () => undefined).map(({ value }) => value);
    const found = keys.map((key) => pattern.exec(`curl -H "x-api-key: ${key}" https://ids.example.com`)?.[0]);

    expect(found).to.deep.equal(keys);
  });

  it('does not find what only resembles a key: a shorter one, another access, a hash', () => {
    const random = 'a1'.repeat(16);
    const others = [`cidw04page${random.slice(2)}`, `cidx04page${random}`, `cidw21page${random}`, random, 'cidw04page'];

    expect(others.filter((text) => pattern.test(text))).to.deep.equal([]);
  });
});
