// Finds Terraform and its AWS provider on this machine, also where there is no network.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, parse } from 'node:path';
import { createInterface } from 'node:readline';
import { infraFolder } from './paths.ts';

const provider = join('registry.terraform.io', 'hashicorp', 'aws');
const skippedFolders = new Set(['proc', 'sys', 'dev', 'node_modules', '.terraform']);
const initTimeoutMillis = 120_000;

/** The folder to give to `terraform init -plugin-dir`, when this machine has the provider. */
export function findPluginFolder(): string | undefined {
  const named = [
    process.env['TF_PLUGIN_DIR'],
    join(infraFolder, 'terraform.d', 'plugins'),
    join(homedir(), '.terraform.d', 'plugins'),
    join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'terraform', 'plugins'),
  ].filter((folder) => folder !== undefined);
  const shallow = subfolders(parse(infraFolder).root).flatMap((folder) => [folder, ...subfolders(folder)]);
  return [...named, ...shallow].find((folder) => existsSync(join(folder, provider)));
}

function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !skippedFolders.has(entry.name))
      .map((entry) => join(folder, entry.name));
  } catch {
    return []; // A folder that we may not read holds no provider for us.
  }
}

/** The same on every machine: no settings file, no version check, and no variable or flag from outside. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('TF_'));
  return { ...Object.fromEntries(own), CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
}

/** Makes Terraform ready to work. Answers with a sentence that says what is missing, or with nothing. Without a backend it can validate and test. */
export function whyTerraformCannotRun(
  backend: readonly string[] = ['-backend=false'],
  env: NodeJS.ProcessEnv = cleanEnvironment(),
  folder = infraFolder,
): string | undefined {
  const pluginFolder = findPluginFolder();
  const init = runTerraform(
    [
      'init',
      ...backend,
      '-input=false',
      '-no-color',
      '-lockfile=readonly',
      ...(pluginFolder ? [`-plugin-dir=${pluginFolder}`] : []),
    ],
    { timeout: initTimeoutMillis, env, folder },
  );
  if (init.error && 'code' in init.error && init.error.code === 'ENOENT') {
    return 'Terraform is not installed: https://developer.hashicorp.com/terraform/install';
  }
  if (init.status === 0) return undefined;
  return pluginFolder || init.stderr.includes('backend')
    ? `terraform init failed: ${init.stderr.trim()}`
    : 'The provider hashicorp/aws is not on this machine, and terraform init could not fetch it.';
}

interface TerraformOptions {
  readonly timeout?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Where what it says is read here, or goes to the terminal. */
  readonly stdio?: 'pipe' | 'inherit';
  readonly folder?: string;
}

/** A plan of the whole stack is far longer than what Node would keep by itself. */
const outputBytesMax = 256 * 1024 * 1024;

export function runTerraform(
  args: readonly string[],
  { timeout, env = cleanEnvironment(), stdio, folder = infraFolder }: TerraformOptions = {},
) {
  return spawnSync('terraform', args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: outputBytesMax,
    ...(timeout !== undefined && { timeout }),
    ...(stdio && { stdio }),
  });
}

/** One line of `terraform test -json`, as far as we read it. */
export interface TestMessage {
  readonly type: string;
  readonly '@testfile'?: string;
  readonly '@testrun'?: string;
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail: string };
  readonly test_run?: { readonly progress: string; readonly status?: string };
  readonly test_plan?: { readonly resource_changes: readonly ResourceChange[] };
}

export interface ResourceChange {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly change: {
    readonly after: Readonly<Record<string, unknown>>;
    readonly actions?: readonly string[];
    /** In the places of what is not known before AWS has made it: true. */
    readonly after_unknown?: unknown;
  };
}

/** Runs `terraform test` and yields what it says. A plan comes with the provider's whole schema, 13 MB a line, so keep only what you need. */
export async function* testMessages(args: readonly string[], folder = infraFolder): AsyncGenerator<TestMessage> {
  const child = spawn('terraform', ['test', '-json', ...args], {
    cwd: folder,
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line);
  } finally {
    child.kill();
  }
}
