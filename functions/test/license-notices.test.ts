import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { licenseNotices } from '#license-notices.ts';

describe('licenseNotices', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'notices-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  /** Returns a file of the package, as a bundler lists it. */
  async function addPackage(name: string, license: string, files: Readonly<Record<string, string>> = {}) {
    const folder = join(root, 'node_modules', name);
    await mkdir(join(folder, 'dist'), { recursive: true });
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name, version: '1.2.3', license }));
    for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
    return join(folder, 'dist/index.js');
  }

  it('lists every package once, with its license text and its NOTICE file', async () => {
    const one = await addPackage('one', 'MIT', { LICENSE: 'Copyright One\n' });
    const nested = await addPackage('one/node_modules/@scope/two', 'Apache-2.0', { 'LICENSE.md': 'A', NOTICE: 'B' });

    expect(
      (await licenseNotices([one, nested, one, join(root, 'src/own.ts')])).split(`\n\n${'-'.repeat(80)}\n\n`),
    ).to.deep.equal([
      'This file contains the following third-party packages.',
      'one 1.2.3 (MIT)\n\nCopyright One',
      'one/node_modules/@scope/two 1.2.3 (Apache-2.0)\n\nA\n\nB\n',
    ]);
  });

  it('prints a license text that several packages share once', async () => {
    const files = [
      await addPackage('b', 'MIT', { LICENSE: 'Copyright All' }),
      await addPackage('a', 'MIT', { LICENSE: 'Copyright All\r\n' }),
    ];

    expect(await licenseNotices(files)).to.contain('a 1.2.3 (MIT)\nb 1.2.3 (MIT)\n\nCopyright All\n');
  });

  it('rejects a package without a license file, unless its license needs no notice', async () => {
    const free = await addPackage('free', 'MIT-0');
    const missing = await addPackage('missing', 'MIT');

    expect(await licenseNotices([free])).to.contain('free 1.2.3 (MIT-0)\n');
    const failure = await licenseNotices([missing]).catch((error: Error) => error.message);
    expect(failure).to.contain('has the license MIT but no license file');
  });
});
