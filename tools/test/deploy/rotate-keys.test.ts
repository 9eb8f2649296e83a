import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { newestKey } from '#tools/deploy/api-keys.ts';
import { openEnvironment } from '#tools/deploy/environment.ts';
import { retireKeys, rotateKey } from '#tools/deploy/rotate-keys.ts';

const outputs = (...generations: readonly number[]) => ({
  usage_plan_id: 'plan',
  api_key_ids: Object.fromEntries(generations.map((generation) => [generation, `id-${generation}`])),
});

describe('make api-key', () => {
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  let folder: string;

  const confirm = async () => undefined;
  const dev = () => openEnvironment('dev', folder);
  const savedKeys = () => JSON.parse(readFileSync(dev().keysFile, 'utf8'));

  beforeEach(() => {
    folder = temporaryFolder();
    mkdirSync(join(folder, 'environments'));
    writeFileSync(join(folder, 'environments/dev.tfvars'), '');
  });

  afterEach(() => {
    lines.length = 0;
    rmSync(folder, { recursive: true });
  });

  it('selects the key of the highest generation, compared as a number', () => {
    expect(newestKey(outputs(9, 10))).to.deep.equal({ generation: 10, id: 'id-10' });
    expect(() => newestKey({})).to.throw('This environment has no API key');
  });

  it('adds a second key and rejects a third', () => {
    rotateKey(dev(), outputs(1), print);

    expect(savedKeys()).to.deep.equal({ api_key_generations: [1, 2] });
    expect(() => rotateKey(dev(), outputs(1, 2), print)).to.throw('Two keys are already valid.');
  });

  it('prints the usage of the older key before it retires it', async () => {
    const aws = () =>
      JSON.stringify({
        items: {
          'id-1': [
            [3, 99],
            [4, 95],
          ],
        },
      });

    await retireKeys(dev(), outputs(1, 2), { aws, confirm, print });

    expect(lines[0]).to.equal('Key 1 (id-1) was used for 7 requests since yesterday (UTC).');
    expect(savedKeys()).to.deep.equal({ api_key_generations: [2] });
  });

  it('never retires the last key', async () => {
    const refused = await retireKeys(dev(), outputs(1), { aws: () => '', confirm, print }).catch(
      (error: Error) => error.message,
    );

    expect(refused).to.contain('Only one key is valid.');
  });
});
