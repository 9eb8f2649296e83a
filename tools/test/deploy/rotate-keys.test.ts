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

describe('API keys', () => {
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  let folder: string;

  const ask = async () => undefined;
  const dev = () => openEnvironment('dev', folder);
  const kept = () => JSON.parse(readFileSync(dev().keysFile, 'utf8'));

  beforeEach(() => {
    folder = temporaryFolder();
    mkdirSync(join(folder, 'environments'));
    writeFileSync(join(folder, 'environments/dev.tfvars'), '');
  });

  afterEach(() => {
    lines.length = 0;
    rmSync(folder, { recursive: true });
  });

  it('are printed newest first, by number and not by letter', () => {
    expect(newestKey(outputs(9, 10))).to.deep.equal({ generation: 10, id: 'id-10' });
    expect(() => newestKey({})).to.throw('There is no API key yet');
  });

  it('overlap: a second one comes beside the first, and no third', () => {
    rotateKey(dev(), outputs(1), print);

    expect(kept()).to.deep.equal({ api_key_generations: [1, 2] });
    expect(() => rotateKey(dev(), outputs(1, 2), print)).to.throw('Two keys are valid already.');
  });

  it('are retired down to the newest, and it is told first how much the older one was used', async () => {
    const aws = () =>
      JSON.stringify({
        items: {
          'id-1': [
            [3, 99],
            [4, 95],
          ],
        },
      });

    await retireKeys(dev(), outputs(1, 2), { aws, ask, print });

    expect(lines[0]).to.equal('Key 1 (id-1) was used for 7 requests since yesterday (UTC).');
    expect(kept()).to.deep.equal({ api_key_generations: [2] });
  });

  it('are never retired to none', async () => {
    const refused = await retireKeys(dev(), outputs(1), { aws: () => '', ask, print }).catch(
      (error: Error) => error.message,
    );

    expect(refused).to.contain('Only one key is valid.');
  });
});
