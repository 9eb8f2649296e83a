import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { zipEntries } from '#support/functions/zip-entries.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** Copies the sources to a temporary folder, as in a separate checkout. */
async function copySources(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'build-'));
  for (const part of ['package.json', 'functions', 'infra/modules/api/openapi.json', 'statemachine']) {
    await cp(join(source, part), join(folder, part), { recursive: true, filter: (path) => !path.includes('/dist') });
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function build(folder: string) {
  return run(process.execPath, [join(folder, 'functions/build.ts')], { cwd: tmpdir() });
}

async function readZips(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const dist = join(folder, 'functions/dist');
  const names = (await readdir(dist)).filter((name) => name.endsWith('.zip')).sort();
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(dist, name))] as const)));
}

/** A reader that shares nothing with us, on machines that have it. */
async function readByPython(zip: string): Promise<string> {
  const script = 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.namelist())';
  const hasPython = await run('python3', ['--version']).then(Boolean, () => false);
  return hasPython ? (await run('python3', ['-c', script, zip])).stdout.trim() : 'no python3';
}

async function packagesInSourceMap(file: string): Promise<readonly string[]> {
  const { sources }: { sources: readonly string[] } = JSON.parse(await readFile(file, 'utf8'));
  return sources.flatMap((source) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []);
}

describe('functions/build.ts', function () {
  this.timeout(600_000);
  const folders: string[] = [];
  before(async () => {
    folders.push(await copySources(root));
    folders.push(await copySources(folders[0] ?? root));
    for (const folder of folders) await build(folder);
  });
  after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  it('produces identical zips from identical sources in two folders', async () => {
    const [one, other] = await Promise.all(folders.map(readZips));

    expect([...(one?.keys() ?? [])]).to.include('put-customer-id.zip');
    expect([...(other?.keys() ?? [])]).to.deep.equal([...(one?.keys() ?? [])]);
    expect([...(one ?? [])].filter(([name, bytes]) => other?.get(name)?.equals(bytes) !== true)).to.deep.equal([]);
  });

  it('produces zips that contain only code and notices, and that other zip readers accept', async () => {
    const zip = join(folders[0] ?? '', 'functions/dist/put-customer-id.zip');

    expect([...zipEntries(await readFile(zip)).keys()]).to.deep.equal(['index.js', 'third-party.txt']);
    expect(await readByPython(zip)).to.be.oneOf(["None ['index.js', 'third-party.txt']", 'no python3']);
  });

  it('ships the license notice of every package whose code is in a bundle', async () => {
    const folder = folders[0] ?? '';
    for (const [name, zip] of await readZips(folder)) {
      const notices = zipEntries(zip).get('third-party.txt')?.toString() ?? '';
      const packages = await packagesInSourceMap(join(folder, 'functions/dist', name.replace('.zip', '.js.map')));

      expect(packages, name).to.include('@aws-lambda-powertools/logger');
      for (const each of packages) expect(notices, name).to.match(new RegExp(`^${each} \\S+ \\(.+\\)$`, 'm'));
    }
  });
});
