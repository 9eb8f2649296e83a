import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { after, describe, it } from 'mocha';

const root = join(import.meta.dirname, '../..');
const contractFile = 'infra/modules/api/openapi.json';
const copied = ['package.json', 'functions/generate.ts', 'functions/src', 'statemachine', contractFile];

describe('functions/generate.ts', function () {
  this.timeout(1_200_000);
  const parent = mkdtempSync(join(tmpdir(), 'generate-'));
  after(() => rmSync(parent, { recursive: true }));

  function copySources(name: string): string {
    const folder = join(parent, name);
    mkdirSync(folder);
    for (const path of copied) cpSync(join(root, path), join(folder, path), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    return folder;
  }

  const generate = (folder: string) =>
    promisify(execFile)(
      process.execPath,
      ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', 'functions/generate.ts'],
      { cwd: folder },
    );

  it('generates the same types in a folder with blanks, umlauts and a percent sign in its path', async () => {
    const folder = copySources('Übung 100% (1)');
    const types = 'functions/src/http/contract.generated.ts';
    rmSync(join(folder, types));

    await generate(folder);

    expect(readFileSync(join(folder, types), 'utf8')).to.equal(readFileSync(join(root, types), 'utf8'));
  });

  for (const [what, access] of [
    ['without x-access', undefined],
    ['with an unknown x-access', 'admin'],
  ] as const) {
    it(`fails for an operation ${what}, and names it`, async () => {
      const folder = copySources(`access-${access}`);
      const file = join(folder, contractFile);
      const contract = JSON.parse(readFileSync(file, 'utf8'));
      contract.paths['/lookups'].post['x-access'] = access;
      writeFileSync(file, JSON.stringify(contract));

      const error = await generate(folder).then(
        () => undefined,
        (reason: { readonly stderr: string }) => reason.stderr,
      );

      expect(error).to.contain('look-up-customer-ids has no x-access. Set it to read or write.');
    });
  }
});
