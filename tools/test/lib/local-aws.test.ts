import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { readLocalApiKey } from '#tools/lib/local-aws.ts';
import { UserError } from '#tools/lib/user-error.ts';

describe('the API keys of the local AWS', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keys-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const read = (client?: string) => readLocalApiKey({ DATA_DIR: folder }, client);
  const store = (keys: unknown) => writeFileSync(join(folder, 'api-keys.json'), JSON.stringify(keys));
  const billing = { name: 'billing', access: 'read', value: 'key-of-billing' };
  const page = { name: 'page', access: 'write', value: 'key-of-page' };

  it('returns the key of the first client that may write, or of the client in CLIENT', () => {
    store([billing, page]);

    expect([read(), read(''), read('billing')]).to.deep.equal(['key-of-page', 'key-of-page', 'key-of-billing']);
  });

  it('returns the key of the first client when none may write', () => {
    store([billing]);

    expect(read()).to.equal('key-of-billing');
  });

  it('names the existing clients, and how to add one, when CLIENT is unknown', () => {
    store([billing, page]);

    expect(() => read('audit')).to.throw(
      UserError,
      'The local AWS has no client audit, only billing, page. Add it to CLIENTS in .env, for example CLIENTS=page:write,audit:read, and restart `make start`.',
    );
  });

  it('asks for a start when no key is stored yet', () => {
    expect(() => read()).to.throw(UserError, 'cannot be read. Run `make start`, which creates the local API keys.');
  });
});
