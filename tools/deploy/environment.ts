// One environment, such as dev: its settings, and a state of its own that no other environment can touch.
import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { infraFolder } from '#tools/lib/paths.ts';
import { cleanEnvironment } from '#tools/lib/terraform.ts';
import { UserError } from '#tools/lib/user-error.ts';

export interface Environment {
  readonly name: string;
  readonly varFiles: readonly string[];
  /** Which keys there are, when that was ever changed by `make api-key ROTATE=1`. */
  readonly keysFile: string;
  readonly planFile: string;
  readonly reviewFile: string;
  /** What `terraform init` needs to find the state. */
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
        ? `Say which environment, such as ENV=${known[0]} (there is ${known.join(' and ')}). ENV=local runs on this machine alone: make start.`
        : `There is no infra/environments/${name}.tfvars. ENV is one of ${known.join(', ')}; another one begins with a copy of such a file.`,
    );
  }
  const keysFile = join(folder, 'environments', `${name}.api-keys.tfvars.json`);
  return {
    name,
    keysFile,
    varFiles: [join(folder, 'environments', `${name}.tfvars`), ...(existsSync(keysFile) ? [keysFile] : [])],
    planFile: join(folder, 'plans', `${name}.tfplan`),
    reviewFile: join(folder, 'plans', `${name}.md`),
    ...stateOf(name, folder),
  };
}

/**
 * Without infra/backend.tf the state lies in infra/terraform.tfstate.d/<name>; with it, where
 * environments/<name>.s3.tfbackend says. Each environment has a data folder too, so that a backend once chosen
 * for one is never used for another.
 */
function stateOf(name: string, folder: string): Pick<Environment, 'backend' | 'terraformEnvironment'> {
  const own = { ...cleanEnvironment(), TF_DATA_DIR: join(folder, '.terraform', name) };
  if (!existsSync(join(folder, 'backend.tf'))) {
    return { backend: [], terraformEnvironment: { ...own, TF_WORKSPACE: name } };
  }
  const settings = join(folder, 'environments', `${name}.s3.tfbackend`);
  if (!existsSync(settings)) {
    throw new UserError(
      `infra/backend.tf keeps the state in S3, and infra/environments/${name}.s3.tfbackend, which says where, is missing.`,
    );
  }
  return { backend: [`-backend-config=${settings}`], terraformEnvironment: own };
}
