import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { rootFolder } from '#tools/lib/paths.ts';

const makefile = readFileSync(join(rootFolder, 'Makefile'), 'utf8');

/** The executables that npm installs for our own dependencies, and the pinned Node. */
function installedTools(): ReadonlySet<string> {
  const { dependencies, devDependencies } = readPackage('.');
  const names = Object.keys({ ...dependencies, ...devDependencies });
  const tools = names.flatMap((name) => {
    const { bin } = readPackage(join('node_modules', name));
    return typeof bin === 'string' ? [name.slice(name.lastIndexOf('/') + 1)] : Object.keys(bin ?? {});
  });
  return new Set([...tools, 'node', 'npx']);
}

interface Sbom {
  readonly bomFormat: string;
  readonly components: readonly {
    readonly name: string;
    readonly licenses?: readonly unknown[];
    readonly hashes?: readonly unknown[];
  }[];
}

interface Package {
  readonly bin?: string | Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const readPackage = (folder: string): Package =>
  JSON.parse(readFileSync(join(rootFolder, folder, 'package.json'), 'utf8'));

/** Words of a recipe that name a tool without its path. `command -v` only looks a tool up. */
function bareTools(text: string): readonly string[] {
  const tools = installedTools();
  return text
    .split('\n')
    .filter((line) => line.startsWith('\t'))
    .flatMap((line) => line.replaceAll(/command -v \S+/g, '').split(/[\s@;&|()'"`]+/))
    .filter((word) => tools.has(word));
}

/** Without what a surrounding make passes on. */
function outerEnvironment(): NodeJS.ProcessEnv {
  const { MAKEFLAGS, MAKEOVERRIDES, MAKELEVEL, MFLAGS, ...env } = process.env;
  return env;
}

/** The value of ENV that a recipe sees. */
function seenEnv(args: readonly string[], shellEnv: string | undefined, dotEnv: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'makefile-'));
  try {
    writeFileSync(join(folder, 'Makefile'), `${makefile}\nprint-env:\n\t@printenv ENV\n`);
    writeFileSync(join(folder, '.env'), dotEnv);
    const options = { cwd: folder, env: { ...outerEnvironment(), ENV: shellEnv }, encoding: 'utf8' } as const;
    return execFileSync('make', ['-s', 'print-env', ...args], options).trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs a target without its prerequisite `npm ci`. */
function makeWithoutInstall(...args: readonly string[]): void {
  const options = { cwd: rootFolder, env: outerEnvironment() };
  execFileSync('make', ['-s', '-o', 'node_modules/.package-lock.json', ...args], options);
}

describe('the Makefile', () => {
  it('calls every installed tool by path, because GNU make 3.81 does not search the exported PATH', () => {
    expect(bareTools('\t@tsc -p .\n\tls | xargs -n 1 biome\n\tnode_modules/.bin/vite build')).to.deep.equal([
      'tsc',
      'biome',
    ]);
    expect(bareTools(makefile)).to.deep.equal([]);
  });

  it("reads ENV from the command line or .env, not from the shell's own ENV", () => {
    expect(seenEnv([], '/root/.shrc', '')).to.equal('local');
    expect(seenEnv([], 'prod', 'PORT=1\nENV=dev\n')).to.equal('dev');
    expect(seenEnv(['ENV=prod'], 'dev', 'ENV=dev\n')).to.equal('prod');
    expect(seenEnv([], undefined, '\ufeffENV=dev\r\n'), 'with a byte order mark and CRLF').to.equal('dev');
  });

  it('runs every test file once', () => {
    const find = (pattern: string) => globSync(pattern, { cwd: rootFolder });
    const patterns = [...makefile.matchAll(/^\w+_tests := (.+)$/gm)].flatMap(([, list = '']) => list.split(' '));
    const files = patterns.flatMap((pattern) => find(pattern.replaceAll("'", '')));

    expect(files.sort()).to.deep.equal(find('{functions,tools,local,frontend}/test/**/*.test.ts').sort());
  });

  it('lists every dependency with its license and hash in the CycloneDX file of make sbom', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sbom-'));
    try {
      const file = join(folder, 'sbom.json');
      makeWithoutInstall('sbom', `SBOM=${file}`);
      const { bomFormat, components }: Sbom = JSON.parse(readFileSync(file, 'utf8'));
      const complete = components.filter(({ licenses, hashes }) => licenses?.length && hashes?.length);
      const { dependencies, devDependencies } = readPackage('.');

      expect(bomFormat).to.equal('CycloneDX');
      expect(complete.map(({ name }) => name)).to.include.members(Object.keys({ ...dependencies, ...devDependencies }));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
