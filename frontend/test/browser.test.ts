import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { chromiumPath } from '#support/frontend/browser.ts';

describe('The browser of the tests', () => {
  let folder = '';
  const install = (name: string) => writeFileSync(join(folder, name), '');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'browser-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is the headless shell where it is installed, and Chromium elsewhere', () => {
    install('chromium');
    expect(chromiumPath({ PATH: folder })).to.equal(join(folder, 'chromium'));
    install('chromium-headless-shell');
    expect(chromiumPath({ PATH: folder })).to.equal(join(folder, 'chromium-headless-shell'));
  });

  it('is the one that CHROMIUM names, by its path or by a name on the PATH', () => {
    install('google-chrome');
    expect(chromiumPath({ PATH: folder, CHROMIUM: 'google-chrome' })).to.equal(join(folder, 'google-chrome'));
    expect(chromiumPath({ PATH: '', CHROMIUM: join(folder, 'google-chrome') })).to.equal(join(folder, 'google-chrome'));
  });

  it('is reported as missing with the variable to set', () => {
    expect(() => chromiumPath({ PATH: folder, CHROMIUM: 'brave' })).to.throw('Cannot find brave. Set CHROMIUM to');
  });
});
