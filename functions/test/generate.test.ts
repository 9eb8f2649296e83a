import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { after, describe, it } from 'mocha';

const root = join(import.meta.dirname, '../..');
const copied = [
  'package.json',
  'functions/generate.ts',
  'functions/src',
  'statemachine',
  'infra/modules/api/openapi.json',
];

describe('functions/generate.ts', function () {
  this.timeout(1_200_000);
  const parent = mkdtempSync(join(tmpdir(), 'generate-'));
  after(() => rmSync(parent, { recursive: true }));

  it('generates the same types in a folder with blanks, umlauts and a percent sign in its path', async () => {
    const folder = join(parent, 'Übung 100% (1)');
    mkdirSync(folder);
    for (const path of copied) cpSync(join(root, path), join(folder, path), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const types = 'functions/src/http/contract.generated.ts';
    rmSync(join(folder, types));

    await promisify(execFile)(
      process.execPath,
      ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', 'functions/generate.ts'],
      { cwd: folder },
    );

    expect(readFileSync(join(folder, types), 'utf8')).to.equal(readFileSync(join(root, types), 'utf8'));
  });
});
