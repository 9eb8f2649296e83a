// Finds Terraform and its AWS provider on this machine, with or without network access.
import { type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, parse } from 'node:path';
import { createInterface } from 'node:readline';
import { infraFolder } from './paths.ts';

const provider = join('registry.terraform.io', 'hashicorp', 'aws');
const skippedFolders = new Set(['proc', 'sys', 'dev', 'node_modules', '.terraform']);
/** Without a network, init would hang; on a busy machine it takes minutes. */
const initTimeoutMillis = 600_000;

/** The folder for `terraform init -plugin-dir`, if this machine has the provider. */
export function findPluginFolder(): string | undefined {
  const named = [
    process.env['TF_PLUGIN_DIR'],
    join(infraFolder, 'terraform.d', 'plugins'),
    join(homedir(), '.terraform.d', 'plugins'),
    join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'terraform', 'plugins'),
  ].filter((folder) => folder !== undefined);
  const shallow = subfolders(parse(infraFolder).root).flatMap((folder) => [folder, ...subfolders(folder)]);
  return [...named, ...shallow.filter(isSafeFolder)].find((folder) => existsSync(join(folder, provider)));
}

/** Only root, or you, can have put the provider there: others can write to folders such as /tmp. */
export function isSafeFolder(folder: string): boolean {
  try {
    const { uid, mode } = statSync(folder);
    return (uid === 0 || uid === process.getuid?.()) && (mode & 0o022) === 0;
  } catch {
    return false;
  }
}

function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !skippedFolders.has(entry.name))
      .map((entry) => join(folder, entry.name));
  } catch {
    return []; // Unreadable folders are skipped.
  }
}

/** The same on every machine: without TF_* variables and the version check. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('TF_'));
  return { ...Object.fromEntries(others), CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
}

/** Runs `terraform init`. Returns the reason when Terraform cannot run, otherwise undefined. Without a backend it can only validate and test. */
export function prepareTerraform(
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
    : 'The provider hashicorp/aws is not installed, and terraform init could not download it.';
}

interface TerraformOptions {
  readonly timeout?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Capture the output (default), or print some of it to the terminal. */
  readonly stdio?: StdioOptions;
  readonly folder?: string;
}

/** A plan of the whole stack exceeds Node's default. */
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

/** The members of a `terraform test -json` line that we read. */
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
    /** True at each path whose value is known only after apply. */
    readonly after_unknown?: unknown;
  };
}

/** Yields the messages of `terraform test`. A plan message contains the provider's whole schema (13 MB), so keep only what you need. */
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
