import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { openEnvironment } from '#tools/deploy/environment.ts';
import { infraFolder } from '#tools/lib/paths.ts';

describe('an environment of the deploy commands', () => {
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

  it('uses a separate Terraform workspace and data folder per environment', () => {
    expect([stateOf('dev'), stateOf('prod')]).to.deep.equal([
      { backend: [], TF_WORKSPACE: 'dev', TF_DATA_DIR: join(folder, '.terraform/dev') },
      { backend: [], TF_WORKSPACE: 'prod', TF_DATA_DIR: join(folder, '.terraform/prod') },
    ]);
  });

  it('reads its backend settings from its tfbackend file when infra/backend.tf exists', () => {
    write('backend.tf');
    write('environments/dev.s3.tfbackend');

    const backend = [`-backend-config=${join(folder, 'environments/dev.s3.tfbackend')}`];
    const TF_DATA_DIR = join(folder, '.terraform/dev');
    expect(stateOf('dev')).to.deep.equal({ backend, TF_WORKSPACE: undefined, TF_DATA_DIR });
    expect(() => stateOf('prod')).to.throw('infra/environments/prod.s3.tfbackend is missing.');
  });

  it('reads its API key generations from a file, if one exists', () => {
    write('environments/dev.api-keys.tfvars.json');

    expect(openEnvironment('dev', folder).varFiles.map((file) => basename(file))).to.deep.equal([
      'dev.tfvars',
      'dev.api-keys.tfvars.json',
    ]);
    expect(openEnvironment('prod', folder).varFiles.map((file) => basename(file))).to.deep.equal(['prod.tfvars']);
  });

  it('rejects a missing, local or unknown ENV', () => {
    expect(() => openEnvironment(undefined, folder)).to.throw('Set ENV to dev or prod');
    expect(() => openEnvironment('local', folder)).to.throw('The local system needs no deploy');
    expect(() => openEnvironment('staging', folder)).to.throw('infra/environments/staging.tfvars does not exist.');
  });

  it('names an environment like its tfvars file', () => {
    const files = globSync('environments/*.tfvars', { cwd: infraFolder });
    const named = files.map((file) => [
      basename(file, '.tfvars'),
      /^environment\s*= "(\w+)"$/m.exec(readFileSync(join(infraFolder, file), 'utf8'))?.[1],
    ]);

    expect(named).to.have.length.greaterThan(1);
    expect(named.filter(([file, name]) => file !== name)).to.deep.equal([]);
  });
});
