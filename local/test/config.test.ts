import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readConfig } from '#local/config.ts';
import { StartError } from '#local/start-error.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';

describe('the settings', () => {
  const messageOf = (settings: Parameters<typeof readConfig>[1]): string | undefined => {
    try {
      readConfig(temporaryFolder(), settings);
      return undefined;
    } catch (error) {
      return error instanceof StartError ? error.message : String(error);
    }
  };

  const rootWith = (dotEnv: string): string => {
    const root = temporaryFolder();
    writeFileSync(join(root, '.env'), dotEnv);
    return root;
  };

  it('have a default each', () => {
    const root = temporaryFolder();

    expect(readConfig(root, {})).to.deep.equal({
      port: 5173,
      awsPort: 5174,
      dataDir: join(root, '.data'),
      isVerbose: false,
    });
  });

  it('come from .env, unless the environment says otherwise', () => {
    const root = rootWith('PORT=6000\nDATA_DIR=elsewhere # a folder\nLOG=debug\n');

    expect(readConfig(root, { PORT: '7000', LOG: '' })).to.deep.equal({
      port: 7000,
      awsPort: 7001,
      dataDir: join(root, 'elsewhere'),
      isVerbose: true,
    });
  });

  it('are refused when .env is there and cannot be read', () => {
    const root = temporaryFolder();
    mkdirSync(join(root, '.env'));

    expect(() => readConfig(root, {})).to.throw(`The settings in ${join(root, '.env')} cannot be read.`);
  });

  it('must name two ports', () => {
    expect(() => readConfig(temporaryFolder(), { PORT: '6000', AWS_PORT: '6000' })).to.throw(
      'PORT and AWS_PORT must differ, and both are 6000.',
    );
  });

  for (const [what, settings, fault] of [
    ['port', { PORT: 'abc' }, 'PORT must be a port from 1 to 65535, or 0 for any free one, not "abc".'],
    ['second port', { PORT: '65535' }, 'PORT 65535 leaves none for AWS_PORT, which is the next: choose a lower one.'],
    ['folder', { DATA_DIR: '~/x' }, 'DATA_DIR must not begin with ~, which only a shell knows: write the whole path.'],
  ] as const) {
    it(`say once what is wrong with a ${what}`, () => {
      expect(messageOf(settings)).to.equal(fault);
    });
  }
});
