import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { openEnvironment } from '#tools/deploy/environment.ts';
import { infraFolder } from '#tools/lib/paths.ts';

describe('an environment', () => {
  let folder: string;

  const write = (file: string) => writeFileSync(join(folder, file), '');
  const stateOf = (name: string) => {
    const { backend, terraformEnvironment } = openEnvironment(name, folder);
    const { TF_WORKSPACE, TF_DATA_DIR } = terraformEnvironment;
    return { backend, TF_WORKSPACE, TF_DATA_DIR };
  };

  beforeEach(() => {
    folder = temporaryFolder();
    mkdirSync(join(folder, 'environments'));
    for (const name of ['dev', 'local', 'prod']) write(`environments/${name}.tfvars`);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('has a state that no other one touches', () => {
    expect([stateOf('dev'), stateOf('prod')]).to.deep.equal([
      { backend: [], TF_WORKSPACE: 'dev', TF_DATA_DIR: join(folder, '.terraform/dev') },
      { backend: [], TF_WORKSPACE: 'prod', TF_DATA_DIR: join(folder, '.terraform/prod') },
    ]);
  });

  it('keeps its state where its own file says, once there is a backend', () => {
    write('backend.tf');
    write('environments/dev.s3.tfbackend');

    const backend = [`-backend-config=${join(folder, 'environments/dev.s3.tfbackend')}`];
    const TF_DATA_DIR = join(folder, '.terraform/dev');
    expect(stateOf('dev')).to.deep.equal({ backend, TF_WORKSPACE: undefined, TF_DATA_DIR });
    expect(() => stateOf('prod')).to.throw('infra/environments/prod.s3.tfbackend, which says where, is missing.');
  });

  it('takes the generations of its keys from a file, once there is one', () => {
    write('environments/dev.api-keys.tfvars.json');

    expect(openEnvironment('dev', folder).varFiles.map((file) => basename(file))).to.deep.equal([
      'dev.tfvars',
      'dev.api-keys.tfvars.json',
    ]);
    expect(openEnvironment('prod', folder).varFiles.map((file) => basename(file))).to.deep.equal(['prod.tfvars']);
  });

  it('must be named, and be there', () => {
    expect(() => openEnvironment(undefined, folder)).to.throw('Say which environment, such as ENV=dev');
    expect(() => openEnvironment('local', folder)).to.throw('ENV=local runs on this machine alone: make start.');
    expect(() => openEnvironment('staging', folder)).to.throw('There is no infra/environments/staging.tfvars.');
  });

  it('carries the name of its file', () => {
    const files = globSync('environments/*.tfvars', { cwd: infraFolder });
    const named = files.map((file) => [
      basename(file, '.tfvars'),
      /^environment\s*= "(\w+)"$/m.exec(readFileSync(join(infraFolder, file), 'utf8'))?.[1],
    ]);

    expect(named).to.have.length.greaterThan(1);
    expect(named.filter(([file, name]) => file !== name)).to.deep.equal([]);
  });
});
