import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
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

const marker = 'node_modules/.package-lock.json';

/** A project with this Makefile and one package of each kind, in its own folder, so that npm needs no network. */
function createProject(folder: string): void {
  const kinds = { dependencies: 'app', devDependencies: 'build', optionalDependencies: 'native' };
  const names = Object.values(kinds);
  for (const name of names) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'package.json'), JSON.stringify(manifestOf(name)));
    writeFileSync(join(folder, name, 'main.js'), '#!/usr/bin/env node\n');
  }
  const root = {
    name: 'project',
    version: '1.0.0',
    ...Object.fromEntries(Object.entries(kinds).map(([kind, name]) => [kind, { [name]: `file:./${name}` }])),
  };
  const packages = names.flatMap((name) => [
    [name, { ...manifestOf(name), dev: name === 'build', optional: name === 'native' }],
    [`node_modules/${name}`, { resolved: name, link: true }],
  ]);
  const lock = { name: 'project', version: '1.0.0', lockfileVersion: 3, requires: true };
  const allPackages = Object.fromEntries([['', root], ...packages]);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(root, null, 2));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...lock, packages: allPackages }, null, 2));
  writeFileSync(join(folder, 'Makefile'), makefile);
}

const manifestOf = (name: string) => ({
  name,
  version: '1.0.0',
  bin: { [name]: 'main.js' },
  engines: { node: name === 'build' ? '>=99' : '>=1' },
});

function inProject<Result>(name: string, use: (folder: string) => Result): Result {
  const parent = mkdtempSync(join(tmpdir(), 'project-'));
  try {
    const folder = join(parent, name);
    createProject(folder);
    return use(folder);
  } finally {
    rmSync(parent, { recursive: true });
  }
}

/** Runs a command with the Node that runs this test. */
function run(folder: string, command: string, variables: NodeJS.ProcessEnv = {}) {
  const { PATH, ...env } = outerEnvironment();
  const ownPath = [dirname(process.execPath), PATH].join(delimiter);
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: folder,
    env: { ...env, PATH: ownPath, ...variables },
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

const installedCommands = (folder: string) =>
  ['app', 'build', 'native'].filter((name) => existsSync(join(folder, 'node_modules/.bin', name)));

describe('the Makefile', () => {
  for (const [what, variables, npmrc] of [
    ['NODE_ENV=production', { NODE_ENV: 'production' }, ''],
    ['npm_config_omit', { npm_config_omit: 'dev optional' }, ''],
    ['npm_config_production', { npm_config_production: 'true' }, ''],
    ['an .npmrc that omits packages', {}, 'omit[]=dev\nomit[]=optional\n'],
    ['an .npmrc for dry runs without commands', {}, 'dry-run=true\nbin-links=false\nengine-strict=true\n'],
  ] as const) {
    it(`installs every package with ${what}`, () => {
      inProject('checkout', (folder) => {
        writeFileSync(join(folder, '.npmrc'), npmrc);

        const { status, output } = run(folder, `make -s ${marker}`, variables);

        expect(status, output).to.equal(0);
        expect(installedCommands(folder)).to.deep.equal(['app', 'build', 'native']);
      });
    });
  }

  it('repeats an install that left out packages or ended before its last step, and no complete one', () => {
    inProject('checkout', (folder) => {
      expect(run(folder, 'npm ci --omit=dev').status).to.equal(0);
      expect(existsSync(join(folder, marker))).to.equal(true);

      expect(run(folder, `make -s ${marker}`).status).to.equal(0);
      expect(installedCommands(folder)).to.deep.equal(['app', 'build', 'native']);
      expect(run(folder, `make -q ${marker}`).status, 'complete').to.equal(0);

      rmSync(join(folder, 'node_modules/.bin/node'));
      expect(run(folder, `make -q ${marker}`).status, 'without its last step').to.equal(1);
    });
  });

  it('unsets NODE_ENV for every command', () => {
    inProject('checkout', (folder) => {
      writeFileSync(join(folder, 'Makefile'), `${makefile}\nprint-node-env:\n\t@printenv NODE_ENV || echo unset\n`);

      expect(run(folder, 'make -s print-node-env', { NODE_ENV: 'development' }).output).to.equal('unset\n');
    });
  });

  for (const [what, name, setUp, message] of [
    ['a # in the path', 'C#', '', /^The path of this folder contains # or \?, .* Rename the folder: .*\/C#\n/],
    ['a ? in the path', 'what?', '', /^The path of this folder contains # or \?/],
    ['a low limit of open files', 'checkout', 'ulimit -n 64; ', /^The limit of open files is 64, .* ulimit -n 256/],
  ] as const) {
    it(`reports ${what} before it installs anything`, () => {
      inProject(name, (folder) => {
        const { status, output } = run(folder, `${setUp}make -s ${marker}`);

        expect(status).to.equal(2);
        expect(output).to.match(message);
        expect(existsSync(join(folder, 'node_modules'))).to.equal(false);
      });
    });
  }

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
