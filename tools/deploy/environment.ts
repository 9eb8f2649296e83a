// An environment such as dev: its variables, and a Terraform state separate from all others.
import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { infraFolder } from '#tools/lib/paths.ts';
import { cleanEnvironment } from '#tools/lib/terraform.ts';
import { UserError } from '#tools/lib/user-error.ts';

export interface Environment {
  readonly name: string;
  readonly varFiles: readonly string[];
  /** The API key generations by client, written by `make api-key ROTATE=1`. */
  readonly keysFile: string;
  readonly planFile: string;
  readonly reviewFile: string;
  /** Backend options for `terraform init`. */
  readonly backend: readonly string[];
  readonly terraformEnvironment: NodeJS.ProcessEnv;
}

export function openEnvironment(name: string | undefined, folder = infraFolder): Environment {
  const known = globSync('environments/*.tfvars', { cwd: folder })
    .map((file) => basename(file, '.tfvars'))
    .filter((known) => known !== 'local')
    .sort();
  if (!name || !known.includes(name)) {
    throw new UserError(
      name === 'local' || !name
        ? `Set ENV to ${known.join(' or ')}. The local system needs no deploy: run \`make start\`.`
        : `infra/environments/${name}.tfvars does not exist. Create it, or set ENV to one of ${known.join(', ')}.`,
    );
  }
  const keysFile = join(folder, 'environments', `${name}.api-keys.tfvars.json`);
  return {
    name,
    keysFile,
    varFiles: [join(folder, 'environments', `${name}.tfvars`), ...(existsSync(keysFile) ? [keysFile] : [])],
    planFile: join(folder, 'plans', `${name}.tfplan`),
    reviewFile: join(folder, 'plans', `${name}.md`),
    ...locateState(name, folder),
  };
}

/**
 * Without infra/backend.tf the state is in infra/terraform.tfstate.d/<name>; with it, the backend is configured by
 * environments/<name>.s3.tfbackend. A data folder per environment stops Terraform from reusing another one's
 * backend.
 */
function locateState(name: string, folder: string): Pick<Environment, 'backend' | 'terraformEnvironment'> {
  const env = { ...cleanEnvironment(), TF_DATA_DIR: join(folder, '.terraform', name) };
  if (!existsSync(join(folder, 'backend.tf'))) {
    return { backend: [], terraformEnvironment: { ...env, TF_WORKSPACE: name } };
  }
  const settings = join(folder, 'environments', `${name}.s3.tfbackend`);
  if (!existsSync(settings)) {
    throw new UserError(
      `infra/backend.tf stores the state in S3, but infra/environments/${name}.s3.tfbackend is missing. Create it from the example.`,
    );
  }
  return { backend: [`-backend-config=${settings}`], terraformEnvironment: env };
}
