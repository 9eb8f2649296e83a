import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const frontend = join(import.meta.dirname, '../..');
const dist = (file: string): Promise<string> => readFile(join(frontend, 'dist', file), 'utf8');

async function importedPackages(): Promise<ReadonlySet<string>> {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: frontend });
  const sources = await Promise.all(files.map((file) => readFile(join(frontend, file), 'utf8')));
  const imports = sources.flatMap((source) => [...source.matchAll(/^import (?!type ).*from '([^.#'][^']*)'/gm)]);
  return new Set(imports.map(([, name = '']) => name.replace(/^((?:@[^/]+\/)?[^/]+).*/, '$1')));
}

describe('The license notices of the page', () => {
  it('name every package that the page imports, and Tailwind, whose base styles it contains', async () => {
    const notices = await dist('third-party.txt');

    const packages = [...(await importedPackages()), 'tailwindcss'];
    expect(packages).to.include.members(['react', 'papaparse', '@tanstack/react-query']);
    for (const name of packages) expect(notices).to.match(new RegExp(`^${name} \\S+ \\(.+\\)$`, 'm'));
  });

  it('are linked from the page', async () => {
    expect(await dist('index.html')).to.contain('<link rel="license" href="/third-party.txt">');
  });
});
