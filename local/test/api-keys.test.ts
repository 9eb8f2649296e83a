import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { apiKeysFile, loadApiKeys } from '#local/api-keys.ts';
import { parseClients } from '#local/clients.ts';
import { StartError } from '#local/start-error.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';

describe('loadApiKeys', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = join(temporaryFolder(), 'new');
  });

  const load = (clients: string) => loadApiKeys(dataDir, parseClients(clients, []), () => undefined);
  const values = (clients: string) => load(clients).map(({ value }) => value);

  it('generates a key for each client that states its name and access', () => {
    const [page = '', billing = ''] = values('page:write,billing:read');

    expect(page).to.match(/^cidw04page[0-9a-f]{32}$/);
    expect(billing).to.match(/^cidr07billing[0-9a-f]{32}$/);
    expect(page.slice(-32)).not.to.equal(billing.slice(-32));
  });

  it('keeps the keys of clients when another client is added', () => {
    const [page] = values('page:write');

    expect(values('billing:read,page:write')[1]).to.equal(page);
    expect(values('page:write')).to.deep.equal([page]);
  });

  it('replaces the key of a client whose access changes', () => {
    const [before] = values('page:write,billing:read').slice(1);
    const [after] = values('page:write,billing:write').slice(1);

    expect(after)
      .to.match(/^cidw07billing/)
      .and.not.equal(before);
  });

  it('gives each key an ID that depends on its value, in the form of AWS', () => {
    const [first, other] = load('page:write,billing:read');

    expect(first?.id)
      .to.match(/^[a-z0-9]{10}$/)
      .and.not.equal(other?.id);
    expect(load('page:write')[0]?.id).to.equal(first?.id);
  });

  it('makes the file with the keys private', () => {
    load('page:write');

    expect(statSync(apiKeysFile(dataDir)).mode & 0o777).to.equal(0o600);
    expect(JSON.parse(readFileSync(apiKeysFile(dataDir), 'utf8'))).to.have.length(1);
  });

  for (const content of ['', '{}', '[{"name":"page"}]', '["cidw04page"]']) {
    it(`rejects a damaged file with the keys: ${content || 'empty'}`, () => {
      load('page:write');
      writeFileSync(apiKeysFile(dataDir), content);

      expect(() => load('page:write')).to.throw(
        StartError,
        `The API keys in ${apiKeysFile(dataDir)} cannot be read. Delete the file to generate new ones.`,
      );
    });
  }

  it('reports that the keys cannot be stored', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    dataDir = join(file, 'data');

    expect(() => load('page:write')).to.throw(StartError, 'The API keys cannot be stored in the data folder');
  });
});
