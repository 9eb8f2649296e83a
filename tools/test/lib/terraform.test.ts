import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isSafeFolder } from '#tools/lib/terraform.ts';

describe('the search for the AWS provider', () => {
  it('skips a folder that other users can write to, and a missing one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'provider-'));
    try {
      const results = [0o755, 0o700, 0o775, 0o777].map((mode) => {
        chmodSync(folder, mode);
        return isSafeFolder(folder);
      });

      expect(results).to.deep.equal([true, true, false, false]);
      expect(isSafeFolder(join(folder, 'missing'))).to.equal(false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
