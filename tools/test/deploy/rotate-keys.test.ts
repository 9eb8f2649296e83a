import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { newestKey, newestWritingKey } from '#tools/deploy/api-keys.ts';
import { openEnvironment } from '#tools/deploy/environment.ts';
import { replaceKeys, retireKeys, rotateKey } from '#tools/deploy/rotate-keys.ts';

const keyIds = (client: string, ...generations: readonly number[]) =>
  Object.fromEntries(generations.map((generation) => [generation, `${client}-${generation}`]));

const outputs = {
  api_key_ids: { audit: keyIds('audit', 1), billing: keyIds('billing', 1, 2), page: keyIds('page', 9, 10) },
  client_access: { audit: 'write', billing: 'read', page: 'write' },
  usage_plan_ids: { billing: 'plan-of-billing' },
};

describe('make api-key', () => {
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  let folder: string;

  const confirm = async () => undefined;
  const keysOf = (client: string) => ({ environment: openEnvironment('dev', folder), client, outputs });
  const savedKeys = () => JSON.parse(readFileSync(keysOf('page').environment.keysFile, 'utf8'));

  beforeEach(() => {
    folder = temporaryFolder();
    mkdirSync(join(folder, 'environments'));
    writeFileSync(join(folder, 'environments/dev.tfvars'), '');
  });

  afterEach(() => {
    lines.length = 0;
    rmSync(folder, { recursive: true });
  });

  it('selects the key of the highest generation of a client, compared as a number', () => {
    expect(newestKey(outputs, 'page')).to.deep.equal({ client: 'page', generation: 10, id: 'page-10' });
    expect(newestKey(outputs, 'billing')).to.deep.equal({ client: 'billing', generation: 2, id: 'billing-2' });
  });

  it('names the clients that exist when CLIENT is unknown, and asks for a deploy when there are none', () => {
    expect(() => newestKey(outputs, 'crm')).to.throw('Set CLIENT to audit or billing or page, or add crm to clients');
    expect(() => newestKey({}, 'page')).to.throw('This environment has no API key');
  });

  it('selects a key that may write for the checks after a deploy: of page if it may write, else of another client', () => {
    const access = (client_access: object) => newestWritingKey({ ...outputs, client_access }).id;

    expect(access(outputs.client_access)).to.equal('page-10');
    expect(access({ audit: 'write', billing: 'read', page: 'read' })).to.equal('audit-1');
  });

  it('adds a second key of one client, keeps the keys of the others, and rejects a third', () => {
    rotateKey(keysOf('audit'), print);
    expect(savedKeys()).to.deep.equal({ api_key_generations: { audit: [1, 2] } });

    const single = { ...outputs, api_key_ids: { page: keyIds('page', 9) } };
    rotateKey({ ...keysOf('page'), outputs: single }, print);
    expect(savedKeys()).to.deep.equal({ api_key_generations: { audit: [1, 2], page: [9, 10] } });

    expect(() => rotateKey(keysOf('billing'), print)).to.throw('Two keys of billing are already valid.');
  });

  it('prints the usage of the older key of a client before it retires it', async () => {
    const calls: string[] = [];
    const aws = (args: readonly string[]) => {
      calls.push(args.join(' '));
      const usage = [3, 4].map((used) => [used, 99]);
      return JSON.stringify({ items: { 'billing-1': usage } });
    };

    await retireKeys(keysOf('billing'), { aws, confirm, print });

    expect(calls.join()).to.contain('--usage-plan-id plan-of-billing --key-id billing-1');
    expect(lines[0]).to.equal('Key 1 of billing (billing-1) was used for 7 requests since yesterday (UTC).');
    expect(savedKeys()).to.deep.equal({ api_key_generations: { billing: [2] } });
  });

  it('never retires the last key of a client', async () => {
    const refused = await retireKeys(keysOf('audit'), { aws: () => '', confirm, print }).catch(
      (error: Error) => error.message,
    );

    expect(refused).to.contain('Only one key of audit is valid.');
  });

  it('replaces every key of a client without an overlap, after a confirmation', async () => {
    const decline = () => Promise.reject(new Error('declined'));
    const declined = await replaceKeys(keysOf('billing'), { confirm: decline, print }).catch(String);
    expect([declined, lines]).to.deep.equal(['Error: declined', []]);

    await replaceKeys(keysOf('billing'), { confirm, print });

    expect(savedKeys()).to.deep.equal({ api_key_generations: { billing: [3] } });
  });

  it('changes nothing when the file of the key generations is damaged', () => {
    const { keysFile } = keysOf('page').environment;
    writeFileSync(keysFile, '{"api_key_generations": {"page": [1');

    expect(() => rotateKey(keysOf('audit'), print)).to.throw('does not list key generations by client');
    expect(readFileSync(keysFile, 'utf8')).to.equal('{"api_key_generations": {"page": [1');
  });
});
